import { beforeEach, expect, test } from "vitest"
import { closeVisits } from "../../../lib/check-ins/close"
import { insertCheckIns } from "../../../lib/check-ins/records"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { changeSetting } from "../../../lib/settings/change"
import { beforeTests } from "../../support/before"
import { addClient, openCentre } from "../../support/cast"

const centre = openCentre()
const { sql } = centre
const client = beforeTests(() => addClient(centre))

beforeEach(async () => {
  await sql`truncate check_ins cascade`
  await sql`delete from settings`
})

async function visit(begun: string, more: { checkedOutAt?: Date } = {}) {
  const row = {
    clientId: client.id,
    idempotencyKey: begun,
    method: "staff" as const,
    checkedInAt: new Date(begun),
    ...more,
  }
  const [{ id = "" } = {}] = await centre.db.transaction((tx) => insertCheckIns(tx, [row]))
  return id
}

const close = (now: string) => closeVisits(centre.system({ now: new Date(now) }), {})
const ends = async () => {
  const rows = await sql`select checked_out_at, needs_review from check_ins order by checked_in_at`
  return rows.map((row) => [row.checked_out_at?.toISOString() ?? null, row.needs_review])
}

test("a visit that is still open at closing time ends then, and needs a review", async () => {
  const id = await visit("2026-03-10T18:00:00Z")
  expect(await close("2026-03-11T02:59:59Z")).toEqual({ closed: 0 })
  expect(await close("2026-03-11T03:00:00Z")).toEqual({ closed: 1 })
  expect(await ends()).toEqual([["2026-03-11T03:00:00.000Z", true]])
  const told = await sql`select client_id, data, actor_kind from events where type = 'check_in.closed'`
  expect(told).toEqual([{ client_id: client.id, data: { checkInId: id }, actor_kind: "system" }])
  expect(await close("2026-03-11T03:00:00Z")).toEqual({ closed: 0 })
})

test("visits of days on which nothing ran end each at the closing time of their own day, in winter and in summer", async () => {
  await visit("2026-03-07T20:00:00Z")
  await visit("2026-03-08T20:00:00Z")
  expect(await close("2026-03-10T18:00:00Z")).toEqual({ closed: 2 })
  expect(await ends()).toEqual([
    ["2026-03-08T04:00:00.000Z", true],
    ["2026-03-09T03:00:00.000Z", true],
  ])
})

test("a visit that began after closing time goes on until the next, and ends there", async () => {
  await visit("2026-03-11T04:30:00Z")
  expect(await close("2026-03-11T05:00:00Z")).toEqual({ closed: 0 })
  expect(await close("2026-03-12T03:00:00Z")).toEqual({ closed: 1 })
  expect(await ends()).toEqual([["2026-03-12T03:00:00.000Z", true]])
})

test("visits that ended, and those that were voided, stay as they are", async () => {
  await visit("2026-03-10T18:00:00Z", { checkedOutAt: new Date("2026-03-10T19:00:00Z") })
  const voided = await visit("2026-03-10T20:00:00Z")
  await voidCheckIn(centre.admin(), { id: voided, reason: "Wrong person" })
  expect(await close("2026-03-11T03:00:00Z")).toEqual({ closed: 0 })
  expect(await ends()).toEqual([
    ["2026-03-10T19:00:00.000Z", false],
    [null, false],
  ])
})

test("the settings say when the centre closes", async () => {
  await changeSetting(centre.admin(), { name: "closingTime", value: "17:30" })
  await visit("2026-03-10T18:00:00Z")
  await close("2026-03-11T00:30:00Z")
  expect(await ends()).toEqual([["2026-03-11T00:30:00.000Z", true]])
})
