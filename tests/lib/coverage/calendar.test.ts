import fc from "fast-check"
import { expect, test } from "vitest"
import { clients } from "../../../db/schema"
import { only } from "../../../lib/core/only"
import { countByStatus, coverageOf } from "../../../lib/coverage/records"
import { beforeTests } from "../../support/before"
import { now, openCentre, today } from "../../support/cast"
import { often } from "../../support/often"
import {
  brokenCalendars,
  cancellationOf,
  datesOf,
  insertPeople,
  type Membership,
  membership,
  statusesFound,
} from "./examples"

const centre = openCentre()
const { db, sql } = centre

type Change =
  | { kind: "add"; clients: number[]; days: Membership }
  | { kind: "cancel" | "resume" | "delete"; client: number; nth: number }
  | { kind: "move"; client: number; nth: number; days: Membership }
  | { kind: "pos"; client: number; days: Membership | null }
  | { kind: "cancel all" | "delete all"; client: number }

const CLIENTS = 4
const client = fc.nat(CLIENTS - 1)
const nth = fc.nat(2)
const kindOf = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds)
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: kindOf("add"), clients: fc.uniqueArray(client, { minLength: 1 }), days: membership }),
  fc.record({ kind: kindOf("cancel", "resume", "delete"), client, nth }),
  fc.record({ kind: kindOf("move"), client, nth, days: membership }),
  fc.record({ kind: kindOf("pos"), client, days: fc.option(membership) }),
  fc.record({ kind: kindOf("cancel all", "delete all"), client }),
)
const changes = fc.array(change, { minLength: 1, maxLength: 24 })

test("the calendar stays right through changes made one after the other", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      const ids = await startOver()
      for (const one of all) await apply(one, ids)
      await expectRightCalendars()
    }),
    { numRuns: often(10, 50) },
  )
})

test("the calendar stays right through changes made at once", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      const ids = await startOver()
      await Promise.all(all.map((one) => apply(one, ids)))
      await expectRightCalendars()
    }),
    { numRuns: often(12, 80) },
  )
})

test("a deleted client is in no count", async () => {
  const [id = ""] = await startOver()
  const before = await countByStatus(db, today)
  await sql`update clients set deleted_at = now() where id = ${id}`
  expect(await countByStatus(db, today)).toMatchObject({ all: before.all - 1, none: before.none - 1 })
  expect(await brokenCalendars(db)).toEqual([])
  await sql`update clients set deleted_at = null where id = ${id}`
  expect(await countByStatus(db, today)).toEqual(before)
  expect(await brokenCalendars(db)).toEqual([])
})

async function startOver() {
  await sql`truncate clients cascade`
  const nobody = { memberships: [], pos: null }
  return insertPeople(db, Array(CLIENTS).fill(nobody), today, now)
}

function apply(one: Change, ids: string[]) {
  const id = "client" in one ? (ids[one.client] ?? "") : ""
  const chosen =
    "nth" in one
      ? sql`(select id from memberships where client_id = ${id} order by id offset ${one.nth} limit 1)`
      : sql``
  switch (one.kind) {
    case "add":
      return sql`
        insert into memberships ${sql(one.clients.map((index) => rowFor(ids[index] ?? "", one.days)))}`
    case "cancel":
      return sql`update memberships set cancelled_at = ${now}, cancelled_from = starts_on where id = ${chosen}`
    case "resume":
      return sql`update memberships set cancelled_at = null, cancelled_from = null where id = ${chosen}`
    case "delete":
      return sql`delete from memberships where id = ${chosen}`
    case "move": {
      const { startsOn, endsOn } = datesOf(one.days, today)
      return sql`update memberships set starts_on = ${startsOn}, ends_on = ${endsOn} where id = ${chosen}`
    }
    case "pos": {
      const days = one.days && datesOf(one.days, today)
      return sql`
        update clients set pos_start_date = ${days?.startsOn ?? null}, pos_end_date = ${days?.endsOn ?? null}
        where id = ${id}`
    }
    case "cancel all":
      return sql`update memberships set cancelled_at = ${now}, cancelled_from = starts_on where client_id = ${id}`
    case "delete all":
      return sql`delete from memberships where client_id = ${id}`
  }
}

const plan = beforeTests(async () => only(await sql`select id from plans limit 1`))

function rowFor(clientId: string, days: Membership) {
  const { startsOn, endsOn } = datesOf(days, today)
  const { cancelledAt, cancelledFrom } = cancellationOf(days, today, now)
  return {
    id: crypto.randomUUID(),
    client_id: clientId,
    plan_id: plan.id,
    starts_on: startsOn,
    ends_on: endsOn,
    cancelled_at: cancelledAt,
    cancelled_from: cancelledFrom,
    created_at: now,
    updated_at: now,
  }
}

/** `coverageOf` reads the memberships as they lie there, the filter reads the calendar that the triggers keep. */
async function expectRightCalendars() {
  const shown = await coverageOf(db, await db.select().from(clients), today)
  const found = await statusesFound(db, today)
  const expected = [...shown].map(([id, { status }]) => [id, [status]])
  expect(expected.map(([id]) => [id, found.get(String(id))])).toEqual(expected)
  expect(await brokenCalendars(db)).toEqual([])
}
