import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import * as schema from "../../../db/schema"
import { paths } from "../../../lib/ggleap/api"
import { drift } from "../../../lib/ggleap/drift"
import { placeClient, syncGroups } from "../../../lib/ggleap/sync"
import { openCentre } from "../../support/cast"
import { makeGgleap } from "../../support/ggleap"
import { ggleapOf } from "./linked"

const centre = openCentre()
const fake = makeGgleap({ pageSize: 4 })
beforeAll(fake.open)
afterAll(fake.close)
const { admin, system, impatient, linked, linkRow, forgetAll } = ggleapOf(centre, fake)

beforeEach(forgetAll)

const sync = () => syncGroups(system(), {})
const isMove = ({ path }: { path: string }) => path === paths.move

test("what fails with one user stops nobody else, and stands in their link until it is well", async () => {
  const people = [await linked("active"), await linked("active"), await linked("active")]
  const [, sick] = people
  fake.interfere = (asked) => (isMove(asked) && asked.user === sick?.user ? { status: 500 } : undefined)
  expect(await sync()).toEqual({ moved: 2, right: 0, failed: 1, left: 0 })
  expect((await linkRow(String(sick?.clientId)))?.problem).toContain("ggLeap did not answer")
  fake.interfere = undefined
  expect(await sync()).toEqual({ moved: 1, right: 2, failed: 0, left: 0 })
  expect((await linkRow(String(sick?.clientId)))?.problem).toBeNull()
})

test("a user who is not in ggLeap any more is a problem, and nobody's group changes for it", async () => {
  const [gone, fine] = [await linked("active"), await linked("active")]
  fake.users.delete(gone.user)
  expect(await drift(admin(), {})).toMatchObject({ linked: 2, wouldMove: 1, missing: 1 })
  expect(await sync()).toEqual({ moved: 1, right: 0, failed: 1, left: 0 })
  expect(fake.changes().map(({ user }) => user)).toEqual([fine.user])
  expect((await linkRow(gone.clientId))?.problem).toContain("not in ggLeap any more")
})

test("a sync ends at once when ggLeap answers nobody, and the next goes on from there", async () => {
  const people = [await linked("active"), await linked("active"), await linked("active")]
  let moves = 0
  fake.interfere = (asked) => (moves >= 1 || (isMove(asked) && ++moves > 1) ? { status: 503 } : undefined)
  await expect(sync()).rejects.toMatchObject({ kind: "unavailable" })
  expect(fake.changes().length).toBeLessThan(3)
  fake.interfere = undefined
  await sync()
  for (const { user } of people) expect(fake.groupOf(user)).toBe("g-covered")
})

test("a move whose answer was lost is found done by the next sync", async () => {
  const { clientId, user } = await linked("active")
  fake.interfere = (asked) => {
    if (!isMove(asked)) return undefined
    const them = fake.users.get(user)
    if (them) them.GroupUuid = asked.group
    return { status: 502 }
  }
  expect(await sync()).toMatchObject({ failed: 1 })
  fake.interfere = undefined
  expect(await sync()).toMatchObject({ moved: 0, right: 1 })
  expect(await linkRow(clientId)).toMatchObject({ group_id: "g-covered", problem: null })
})

test("a sync that dies over a move holds nobody, and the next finds the move done", async () => {
  const { clientId, user } = await linked("active")
  const next = await linked("active")
  fake.interfere = async (asked) => {
    if (isMove(asked) && asked.user === user) await doomed.end({ timeout: 0 })
    return undefined
  }
  const doomed = postgres(centre.url, { max: 2 })
  const dying = syncGroups({ ...system(), db: drizzle(doomed, { schema }) }, {})
  await expect(dying).rejects.not.toMatchObject({ name: "AppError" })
  expect(await linkRow(clientId)).toMatchObject({ group_id: null, problem: null })
  fake.interfere = undefined
  expect(await sync()).toEqual({ moved: 1, right: 1, failed: 0, left: 0 })
  expect([fake.groupOf(user), fake.groupOf(next.user)]).toEqual(["g-covered", "g-covered"])
  expect(await linkRow(clientId)).toMatchObject({ group_id: "g-covered" })
})

test("a service that hangs on one user holds nobody for long", async () => {
  const [slow, fine] = [await linked("active"), await linked("active")]
  fake.interfere = (asked) => (asked.user === slow.user ? new Promise(() => {}) : undefined)
  expect(await syncGroups(impatient(), {})).toEqual({ moved: 1, right: 0, failed: 1, left: 0 })
  expect(fake.groupOf(fine.user)).toBe("g-covered")
})

test("what lets in may run out in the middle", async () => {
  const people = [await linked("active"), await linked("active")]
  fake.interfere = (asked) => {
    if (isMove(asked) && fake.changes().length === 1) fake.expire()
    return undefined
  }
  expect(await sync()).toMatchObject({ moved: 2, failed: 0 })
  for (const { user } of people) expect(fake.groupOf(user)).toBe("g-covered")
})

test("placing one client says that ggLeap is away, so that it is tried again, and keeps why", async () => {
  const { clientId } = await linked("active")
  fake.interfere = (asked) => (isMove(asked) ? { status: 503 } : undefined)
  await expect(placeClient(system(), { clientId })).rejects.toMatchObject({ kind: "unavailable" })
  expect((await linkRow(clientId))?.problem).toContain("did not answer")
})
