import { randomUUID } from "node:crypto"
import { and, eq, gt, isNull, or, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Database } from "../../db/client"
import { checkIns, clientNotes, clients, memberships } from "../../db/schema"
import { whoIsHere } from "../../lib/check-ins/list"
import { getClient } from "../../lib/clients/get"
import { countClients, listClients } from "../../lib/clients/list"
import { at } from "../../lib/core/clock"
import type { Context } from "../../lib/core/operation"
import { signIn } from "../../lib/users/sign-in"
import { demoAccounts } from "../../scripts/seed/people"
import { seedSampleCentre } from "../../scripts/seed/sample-centre"
import { makeDatabase } from "../support/database"
import { often } from "../support/often"

const LOS_ANGELES = "America/Los_Angeles"

const contextAt = (db: Database, now: Date, timeZone = LOS_ANGELES): Context => ({
  db,
  actor: { kind: "user", id: randomUUID(), name: "Test", role: "admin", sessionId: randomUUID() },
  now,
  timeZone,
  requestId: "test",
})

describe("the sample centre on a Wednesday at half past three", () => {
  const now = new Date("2026-07-15T22:30:00Z")
  let database: Awaited<ReturnType<typeof makeDatabase>>
  let ctx: Context

  beforeAll(async () => {
    database = await makeDatabase()
    ctx = contextAt(database.db, now)
    const call = () => seedSampleCentre(database.db, { now, timeZone: LOS_ANGELES })
    expect((await Promise.all([call(), call()])).toSorted()).toEqual([false, true])
  })
  afterAll(() => database.close())

  test.each([
    ["Maria", "Santos", "active"],
    ["Theo", "Nguyen", "expiring"],
    ["Ada", "Okafor", "expired"],
    ["Ben", "Carter", "none"],
    ["Lin", "Chen", "pending"],
    ["Sofia", "Garcia", "active"],
    ["Walter", "Lindqvist", "active"],
    ["Grace", "Kim", "active"],
  ])("%s %s is %s", async (firstName, lastName, status) => {
    const { rows } = await listClients(ctx, { query: `${firstName} ${lastName}` })
    expect(rows).toHaveLength(1)
    const client = await getClient(ctx, { id: String(rows[0]?.id) })
    expect(client).toMatchObject({ firstName, lastName, coverage: { status } })
  })

  test("Theo's coverage ends in 12 days", async () => {
    const { rows } = await listClients(ctx, { query: "theo nguyen" })
    expect(rows[0]?.coverage.endsOn).toBe("2026-07-27")
  })

  test("the three Garcia children are found by the phone they share", async () => {
    const { rows } = await listClients(ctx, { query: "(661) 555-0142", order: "name" })
    expect(rows.map((row) => row.firstName)).toEqual(["Luna", "Mateo", "Sofia"])
  })

  test("José is found without the accent, and O'Malley and ليلى by their names", async () => {
    for (const query of ["jose hernandez", "o'malley", "ليلى"])
      expect((await listClients(ctx, { query })).rows).toHaveLength(1)
  })

  test("about 200 clients stand in all statuses, no two with the same name", async () => {
    const { all, ...byStatus } = await countClients(ctx, {})
    expect(all).toBeGreaterThanOrEqual(180)
    expect(all).toBeLessThanOrEqual(230)
    for (const count of Object.values(byStatus)) expect(count).toBeGreaterThanOrEqual(8)
    const names = await database.db.selectDistinct({ name: clients.sortName }).from(clients)
    expect(names).toHaveLength(all)
  })

  test("there are about 5,000 visits, some taken back, and a few guests are here", async () => {
    const total = await database.db.$count(checkIns)
    expect(total).toBeGreaterThan(4000)
    expect(total).toBeLessThan(6500)
    expect(await database.db.$count(checkIns, eq(checkIns.removal, "undone"))).toBeGreaterThan(5)
    expect(await database.db.$count(checkIns, eq(checkIns.removal, "voided"))).toBeGreaterThan(0)
    const here = await whoIsHere(ctx, {})
    expect(here.map((visit) => visit.firstName)).toEqual(expect.arrayContaining(["Maria", "Mateo"]))
    expect(here.length).toBeGreaterThan(4)
  })

  test("no client is in two places at once", async () => {
    const overlaps = await database.sql`
      select 1 from check_ins a join check_ins b on a.client_id = b.client_id and a.id < b.id
      where a.removal is null and b.removal is null
        and tstzrange(a.checked_in_at, a.checked_out_at) && tstzrange(b.checked_in_at, b.checked_out_at)`
    expect(overlaps).toHaveLength(0)
  })

  test("everybody can sign in with the password that the demo prints", async () => {
    for (const { email, password, role } of demoAccounts)
      expect(await signIn({ ...ctx, actor: { kind: "visitor" } }, { email, password })).toMatchObject({
        role,
      })
  })

  test("a second call finds it there and changes nothing", async () => {
    const before = await database.db.$count(checkIns)
    expect(await seedSampleCentre(database.db, { now, timeZone: LOS_ANGELES })).toBe(false)
    expect(await database.db.$count(checkIns)).toBe(before)
  })
})

describe("the sample centre can begin at any moment", () => {
  const moments: [when: string, moment: string, timeZone: string][] = [
    ["in the hour that clocks repeat", "2026-11-01T09:30:00Z", LOS_ANGELES],
    ["in the night", "2026-07-15T10:00:00Z", LOS_ANGELES],
    ["on a Monday at noon", "2026-07-20T19:00:00Z", LOS_ANGELES],
    ["just before closing", "2026-07-18T02:59:00Z", LOS_ANGELES],
    ["on a leap day", "2028-02-29T22:00:00Z", LOS_ANGELES],
    ["an hour after clocks went forward", "2026-03-08T11:00:00Z", LOS_ANGELES],
    ["on the other side of the earth", "2026-12-31T10:30:00Z", "Pacific/Auckland"],
  ]
  test.each(moments.slice(0, often(1, moments.length)))("%s", async (_, moment, timeZone) => {
    const { db, close } = await makeDatabase({ max: 2 })
    try {
      const now = new Date(moment)
      expect(await seedSampleCentre(db, { now, timeZone })).toBe(true)
      await expectNothingAhead(db, now)
      await expectOpeningHours(db, contextAt(db, now, timeZone))
      const { all, ...byStatus } = await countClients(contextAt(db, now, timeZone), {})
      for (const count of Object.values(byStatus)) expect(count).toBeGreaterThanOrEqual(8)
    } finally {
      await close()
    }
  })
})

async function expectNothingAhead(db: Database, now: Date) {
  expect(
    await db.$count(
      checkIns,
      or(gt(checkIns.checkedInAt, now), gt(checkIns.checkedOutAt, now), gt(checkIns.removedAt, now)),
    ),
  ).toBe(0)
  expect(await db.$count(clients, gt(clients.createdAt, now))).toBe(0)
  expect(await db.$count(memberships, gt(memberships.createdAt, now))).toBe(0)
  expect(await db.$count(clientNotes, gt(clientNotes.createdAt, now))).toBe(0)
  const tooEarly = await db.execute(sql`
    select 1 from check_ins v join clients c on c.id = v.client_id where c.created_at > v.checked_in_at
    union all
    select 1 from memberships m join clients c on c.id = m.client_id where c.created_at > m.created_at`)
  expect(tooEarly).toHaveLength(0)
}

async function expectOpeningHours(db: Database, { now, timeZone, ...ctx }: Context) {
  const visits = await db.select({ begin: checkIns.checkedInAt, end: checkIns.checkedOutAt }).from(checkIns)
  for (const { begin } of visits) {
    const { dayOfWeek, hour } = at(begin, timeZone)
    if (dayOfWeek === 7 || hour < 11 || hour >= 20) expect.fail(`a visit begins at ${begin.toISOString()}`)
  }
  const open = await db.$count(checkIns, and(isNull(checkIns.checkedOutAt), isNull(checkIns.removal)))
  const clock = at(now, timeZone)
  const isOpen = clock.dayOfWeek !== 7 && clock.hour >= 11 && clock.hour < 20
  expect(open > 0).toBe(isOpen)
  expect(await whoIsHere({ now, timeZone, ...ctx }, {})).toHaveLength(open)
}
