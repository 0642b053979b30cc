import { beforeAll, expect, test } from "vitest"
import { deleteClient } from "../../../lib/clients/delete"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { updateClient } from "../../../lib/clients/update"
import type { EventType } from "../../../lib/events"
import { accessReport } from "../../../lib/history/access-report"
import { exportAudit } from "../../../lib/history/export"
import { auditKinds, typesOf } from "../../../lib/history/kinds"
import { searchAudit } from "../../../lib/history/search"
import { sentences } from "../../../lib/history/words"
import { signIn } from "../../../lib/users/sign-in"
import { beforeTests } from "../../support/before"
import { addCast, addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const cast = beforeTests(() => addCast(centre))
const desk = { channel: "page", address: "192.0.2.7" } as const
const sam = centre.staff().actor as { id: string }

beforeAll(async () => {
  await getClient(centre.staff({ origin: desk }), { id: cast.ada.id })
  await updateClient(centre.staff({ now: inMinutes(5) }), { id: cast.ada.id, changes: { notes: "=1+1" } })
  const wrong = { email: "sam.staff@bec.example", password: "five blue buckets sing", userAgent: null }
  await signIn(centre.visitor({ now: inMinutes(24 * 60), origin: desk }), wrong)
})

const found = async (filter: Parameters<typeof searchAudit>[1]) =>
  (await searchAudit(centre.admin(), filter)).rows.map(({ type }) => type)

test("a person is found with what they did and with what was tried on their account", async () => {
  expect(await found({ who: sam.id })).toEqual([
    "user.sign_in_failed",
    "client.updated",
    "client.viewed",
    "user.invited",
  ])
  expect(await found({ who: "visitor" })).toEqual(["user.sign_in_failed"])
})

test("a kind, a client by name or id, days of the centre and an address narrow it down", async () => {
  expect(await found({ kind: "readings" })).toEqual(["client.viewed"])
  expect(await found({ kind: "sign_ins" })).toEqual(["user.sign_in_failed"])
  expect(await found({ query: "brooks", kind: "clients" })).toEqual(["client.updated", "client.created"])
  expect(await found({ clientId: cast.ada.id, kind: "memberships" })).toEqual(["membership.created"])
  expect(await found({ address: desk.address })).toEqual(["user.sign_in_failed", "client.viewed"])
  expect(await found({ from: "2026-03-11" })).toEqual(["user.sign_in_failed"])
  expect(await found({ to: "2026-03-10", who: sam.id })).not.toContain("user.sign_in_failed")
})

test("all pages together hold every event once", async () => {
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await searchAudit(centre.admin(), { limit: 7, cursor })
    ids.push(...page.rows.map(({ id }) => id))
    cursor = page.nextCursor
  }
  const [{ count } = {}] = await centre.sql`select count(*)::int from events`
  expect([ids.length, new Set(ids).size]).toEqual([count, count])
})

test("every event is of some kind, but for what the programs do by themselves", () => {
  const kinds = new Set(auditKinds.flatMap(typesOf))
  const rest = (Object.keys(sentences) as EventType[]).filter((type) => !kinds.has(type))
  expect(rest.map((type) => type.split(".")[0])).not.toContain("client")
  for (const type of ["user.signed_in", "clients.exported", "client.viewed"] as const)
    expect(auditKinds.filter((kind) => typesOf(kind).includes(type))).toHaveLength(1)
})

test("an export holds what the filter asks for, harmless to spreadsheets, and is written down", async () => {
  let text = ""
  for await (const piece of await exportAudit(centre.admin(), { clientId: cast.ada.id })) text += piece
  const lines = text.trim().split("\r\n")
  const [{ count } = {}] = await centre.sql`select count(*)::int from events where client_id = ${cast.ada.id}`
  expect(lines).toHaveLength(1 + Number(count))
  expect(lines[1]).toContain("Sam Staff")
  expect(await found({ kind: "exports" })).toEqual(["audit.exported"])
})

test("the report of a client tells who looked and who changed, also once they are deleted", async () => {
  const { id } = await addClient(centre, { firstName: "Uma" })
  await getClient(centre.staff({ origin: desk }), { id })
  await clientHistory(centre.admin(), { clientId: id })
  await deleteClient(centre.admin(), { id })
  const { people, rows, cut } = await accessReport(centre.admin(), { clientId: id })
  expect(people.map(({ actorName, seen, changed }) => [actorName, seen, changed])).toEqual([
    ["Alex Admin", 1, 2],
    ["Sam Staff", 1, 0],
  ])
  expect([rows.length, cut]).toEqual([4, false])
  await expect(accessReport(centre.admin(), { clientId: crypto.randomUUID() })).rejects.toMatchObject({
    kind: "not_found",
  })
})
