import { expect, test } from "vitest"
import { actorOfKey, createApiKey, listApiKeys, revokeApiKey } from "../../../lib/api-keys/keys"
import { inMinutes, now, openCentre } from "../../support/cast"
import { wordsFoundIn } from "../database"

const centre = openCentre()
const admin = centre.admin()

test("an API key opens the door as its role and is kept only as a hash", async () => {
  const { id, key } = await createApiKey(admin, { name: "Zap", role: "staff" })
  expect(key).toMatch(/^bec_[\w-]{43}$/)
  expect(await actorOfKey(centre.db, key, now)).toEqual({ kind: "api_key", id, name: "Zap", role: "staff" })
  expect(await wordsFoundIn(centre.sql, [key, key.slice(4)])).toEqual([])
})

test("a revoked API key opens nothing, and is revoked once", async () => {
  const { id, key } = await createApiKey(admin, { name: "Zap", role: "admin" })
  await revokeApiKey(admin, { id })
  expect(await actorOfKey(centre.db, key, now)).toBeNull()
  await expect(revokeApiKey(admin, { id })).rejects.toMatchObject({ kind: "not_found" })
})

test("a key that nobody made opens nothing", async () => {
  const { key } = await createApiKey(admin, { name: "Zap", role: "admin" })
  for (const other of ["", "bec_", key.slice(0, -1), `${key}x`, key.toUpperCase(), "a\0b", "\ud800"])
    expect(await actorOfKey(centre.db, other, now)).toBeNull()
})

test("the list tells when a key was last used, to the minute, and nothing that opens a door", async () => {
  const { id, key } = await createApiKey(admin, { name: "Zap", role: "admin" })
  const lastUsed = async () => (await listApiKeys(admin, {})).find((one) => one.id === id)?.lastUsedAt
  expect(await lastUsed()).toBeNull()
  for (const minutes of [0, 0.5, 7]) await actorOfKey(centre.db, key, inMinutes(minutes))
  expect(await lastUsed()).toEqual(inMinutes(7))
  const listed = JSON.stringify(await listApiKeys(admin, {}))
  expect(listed).not.toContain(key.slice(4))
  expect(listed).not.toContain("keyHash")
})

test("the list tells who made and who revoked a key", async () => {
  const { id } = await createApiKey(centre.system(), { name: "Door sign", role: "staff" })
  const { id: other } = await createApiKey(admin, { name: "Zap", role: "staff" })
  await revokeApiKey(admin, { id })
  const of = async (id: string) => (await listApiKeys(admin, {})).find((one) => one.id === id)
  expect(await of(id)).toMatchObject({
    madeBy: { actorKind: "system" },
    revokedBy: { actorKind: "user", actorName: "Alex Admin" },
  })
  expect(await of(other)).toMatchObject({ madeBy: { actorName: "Alex Admin" }, revokedBy: null })
})
