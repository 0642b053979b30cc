import { sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { connect } from "../../../db/client"
import { checkIns, memberships, plans } from "../../../db/schema"
import { checkOut } from "../../../lib/check-ins/check-out"
import { insertCheckIns } from "../../../lib/check-ins/records"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { createClient } from "../../../lib/clients/create"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { countClients } from "../../../lib/clients/list"
import { insertClients } from "../../../lib/clients/records"
import { updateClient } from "../../../lib/clients/update"
import { dateIn, daysBetween, startOfDay } from "../../../lib/core/clock"
import { only } from "../../../lib/core/only"
import type { Context } from "../../../lib/core/operation"
import { eraseClient } from "../../../lib/erasure/erase"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { updatePlan } from "../../../lib/memberships/plans"
import { renew } from "../../../lib/memberships/renew"
import { attendanceByMonth } from "../../../lib/reports/attendance"
import { countCameBefore } from "../../../lib/reports/came-before"
import { clientsBy } from "../../../lib/reports/clients-by"
import { membershipsOverTime } from "../../../lib/reports/memberships-over-time"
import { totalNotSeen } from "../../../lib/reports/not-seen"
import { visitsPerDay } from "../../../lib/reports/visits-per-day"
import { beforeTests } from "../../support/before"
import { openCentre, timeZone } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { shifted } from "./raw-rows"

const centre = openCentre()
const { db, ownerDb } = centre
// What is past is so by the clock of the database.
const now = new Date()
const today = dateIn(now, timeZone)
const day = (days: number) => shifted(today, days)
const admin = centre.admin({ now })
/** Mostly yesterday, and so late that it is none of the old visits. */
const almostADayAgo = new Date(now.getTime() - 23.9 * 3_600_000)

const maria = beforeTests(() => createClient(admin, { firstName: "Maria", lastName: "Lopez" }))
const theo = beforeTests(() =>
  createClient(admin, { firstName: "Theo", lastName: "Nguyen", language: "Vietnamese" }),
)
const ada = beforeTests(() => createClient(admin, { firstName: "Ada", lastName: "Brooks" }))
const membership = beforeTests(() => addMembership(maria.id, -60, 10))
const plan = beforeTests(async () => only(await db.select().from(plans).where(sql`code = 'student'`)))

describe("what was counted before is counted anew once", () => {
  test("a client is added", () =>
    expectNews(() => createClient(admin, { firstName: "Ben", lastName: "Carter" })))

  test("a membership is added, renewed, extended, cancelled and reinstated", async () => {
    await expectNews(() => addMembership(theo.id, -3, 40))
    await expectNews(() => renew(admin, { membershipId: membership.id }))
    const change = (changes: Parameters<typeof amendMembership>[1]["changes"]) =>
      expectNews(() => amendMembership(admin, { id: membership.id, changes, reason: "A mistake" }))
    await change({ startsOn: day(-90) })
    await change({ endsOn: day(8) })
    await change({ planCode: "student" })
    await change({ cancelledFrom: day(0) })
    await change({ cancelledFrom: null })
  })

  test("a plan gets another name", async () => {
    await expectNews(() => updatePlan(admin, { id: plan.id, changes: { name: "All you can play" } }))
  })

  test("a client gets POS dates, a language and a coordinator, is deleted, restored and erased", async () => {
    const { id } = ada
    const change = (changes: Parameters<typeof updateClient>[1]["changes"]) =>
      expectNews(() => updateClient(admin, { id, changes }))
    await change({ posStartDate: day(-20), posEndDate: day(20) })
    await change({ posEndDate: day(-1) })
    await change({ language: "Spanish" })
    await change({ serviceCoordinator: "Coordinator Diaz" })
    await expectNews(() => deleteClient(admin, { id }))
    await expectNews(() => restoreClient(admin, { id }))
    await expectNews(() => eraseClient(admin, { id }))
  })

  test("many clients and memberships are written at once", async () => {
    await expectNews(() =>
      db.transaction(async (tx) => {
        const names = Array.from({ length: 300 }, (_, index) => ({
          firstName: "Client",
          lastName: `${index}`,
        }))
        const rows = await insertClients(tx, names, now)
        const term = { planId: plan.id, startsOn: day(-5), endsOn: day(5) }
        const times = { createdAt: now, updatedAt: now }
        await tx.insert(memberships).values(rows.map(({ id }) => ({ clientId: id, ...term, ...times })))
      }),
    )
    await expectNews(() => db.delete(memberships).where(sql`starts_on = ${day(-5)}`))
  })

  test("an old visit is added, ends, moves, and is voided; so do those of today", async () => {
    for (const begin of [-70, -40, -12, -3, -2, -1, 0].map(beginning).concat(almostADayAgo)) {
      const { id } = await expectNews(() => addVisitAt(maria.id, begin))
      await expectNews(() => checkOut(admin, { id }))
      await expectNews(() => db.update(checkIns).set({ needsReview: true }).where(sql`id = ${id}`))
      await expectNews(() => voidCheckIn(admin, { id, reason: "Another client" }))
    }
    const { id } = await expectNews(() => addVisit(maria.id, -1))
    await expectNews(() =>
      db
        .update(checkIns)
        .set({ checkedInAt: beginning(-30) })
        .where(sql`id = ${id}`),
    )
    await expectNews(() =>
      db
        .update(checkIns)
        .set({ clientId: theo.id })
        .where(sql`id = ${id}`)
        .then(() => addVisit(maria.id, 0)),
    )
    await expectNews(() => db.delete(checkIns).where(sql`id = ${id}`))
  })

  test("many old visits are written at once", async () => {
    await expectNews(() =>
      db.transaction((tx) =>
        insertCheckIns(
          tx,
          Array.from({ length: 300 }, (_, index) => visit(theo.id, -200 + (index % 210))),
        ),
      ),
    )
  })

  test("a table is emptied", async () => {
    await expectNews(() => ownerDb.execute(sql`truncate check_ins cascade`))
    await expectNews(() => addMembership(maria.id, 12, 20))
    await expectNews(() => ownerDb.execute(sql`truncate memberships cascade`))
  })
})

test("a client who comes in the last days again is one client of the month and of the period", async () => {
  const before = await attendanceByMonth(admin, { from: day(-100), to: day(1) })
  for (const days of [-90, -60, -33, -8, -4, -3, -2, -1, 0]) await addVisit(theo.id, days)
  const { total, months } = await attendanceByMonth(admin, { from: day(-100), to: day(1) })
  expect(total).toMatchObject({ visits: before.total.visits + 9, clients: before.total.clients + 1 })
  for (const [index, { visits, clients }] of months.entries())
    expect(clients).toBe(
      (before.months[index]?.clients ?? 0) + (visits > (before.months[index]?.visits ?? 0) ? 1 : 0),
    )
})

test("what nobody changed is recalled, also after a check-in of today", async () => {
  await addVisit(maria.id, -9)
  const before = await everything(admin)
  await unnoticed(sql`update clients set language = 'Unnoticed'`)
  await unnoticed(sql`delete from check_ins where checked_in_at < ${day(-5)}`)
  expect(await everything(admin)).toEqual(before)
  await addVisit(maria.id, 0)
  const after = await everything(admin)
  expect(after.perDay.at(-2)).toEqual({ day: today, visits: (before.perDay.at(-2)?.visits ?? 0) + 1 })
  expect(after.perDay.slice(0, -2)).toEqual(before.perDay.slice(0, -2))
  await expectNews(async () => {
    await addVisit(maria.id, -10)
    await addMembership(maria.id, 100, 120)
  })
})

test("who comes is one fewer who was not seen, on whatever day of the last 30, until the visit is voided", async () => {
  const { id: clientId } = await createClient(admin, { firstName: "Noor", lastName: "Haddad" })
  const first = await totalNotSeen(admin, {})
  await addMembership(clientId, -60, 60)
  expect(await totalNotSeen(admin, {})).toBe(first + 1)
  for (const days of [-31, -30, -29, -4, -3, -2, -1, 0]) {
    const { id } = await addVisit(clientId, days)
    expect([days, await totalNotSeen(admin, {})]).toEqual([days, days < -30 ? first + 1 : first])
    const twice = await addVisit(clientId, 0)
    await voidCheckIn(admin, { id, reason: "Another client" })
    expect([days, await totalNotSeen(admin, {})]).toEqual([days, first])
    await voidCheckIn(admin, { id: twice.id, reason: "Another client" })
    expect([days, await totalNotSeen(admin, {})]).toEqual([days, first + 1])
  }
  const moved = await addVisitAt(theo.id, almostADayAgo)
  const others = await totalNotSeen(admin, {})
  await db.update(checkIns).set({ clientId }).where(sql`id = ${moved.id}`)
  expect(await totalNotSeen(admin, {})).toBe(
    await db.transaction((tx) => totalNotSeen({ ...admin, db: tx }, {})),
  )
  expect(await totalNotSeen(admin, {})).not.toBe(others)
})

test("another process sees what this one changes, and the other way round", async () => {
  const other = connect(centre.url, { max: 2 })
  const there = { ...admin, db: other.db }
  expect(await everything(there)).toEqual(await everything(admin))
  await addMembership(theo.id, 200, 220)
  await addVisit(theo.id, -50)
  expect(await everything(there)).toEqual(await fromTheRows())
  await enroll(there, { clientId: theo.id, planCode: "unlimited", startsOn: day(300), endsOn: day(310) })
  expect(await everything(admin)).toEqual(await fromTheRows())
  await other.close()
})

test("a change that began first and commits last is seen, and so is one that is taken back", async () => {
  await everything(admin)
  const [first, second] = [await begun(), await begun()]
  await first.write(-41)
  await second.write(-42)
  await expectNews(second.commit)
  await expectNews(first.commit)
  const third = await begun()
  await third.write(-43)
  const before = await everything(admin)
  await third.rollBack()
  expect(await everything(admin)).toEqual(before)
  expect(await fromTheRows()).toEqual(before)
})

test("inside a transaction its own changes count, and outside they do not", async () => {
  const before = await everything(admin)
  let own: typeof before | undefined
  const takenBack = db.transaction(async (tx) => {
    const inside = { ...admin, db: tx }
    const term = { planCode: "unlimited", startsOn: day(400), endsOn: day(410) }
    await enroll(inside, { clientId: maria.id, ...term })
    await tx.insert(checkIns).values(visit(maria.id, -44))
    own = await everything(inside)
    throw new Error("taken back")
  })
  await expect(takenBack).rejects.toThrow("taken back")
  const begunIn = ({ memberships }: typeof before) => memberships.reduce((sum, { begun }) => sum + begun, 0)
  expect(own && begunIn(own)).toBe(begunIn(before) + 1)
  expect(own?.attendance.total.visits).toBe(before.attendance.total.visits + 1)
  expect(await everything(admin)).toEqual(before)
})

test("an ordinary check-in, its end and its undoing wait for nobody who writes old visits", async () => {
  const old = await begun()
  await old.write(-45)
  await old.atTheEnd()
  const { id } = await addVisit(maria.id, 0)
  await checkOut(admin, { id })
  await voidCheckIn(admin, { id, reason: "A mistake" })
  await old.commit()
})

test("those who change people and old visits in another order wait for each other in no circle", async () => {
  const [one, other] = [await begun(), await begun()]
  await one.write(-46)
  await other.write(-47)
  await one.atTheEnd("clients_version_changed")
  let isPast = false
  const half = other.atTheEnd("check_ins_version_added").then(() => {
    isPast = true
  })
  await waitUntil("the other is through or waits", async () => isPast || (await someoneWaits()))
  const whole = half.then(() => other.atTheEnd())
  await Promise.all([one.atTheEnd().then(one.commit), whole.then(other.commit)])
  expect(await everything(admin)).toEqual(await fromTheRows())
})

test("who came in the next month is not one of the clients of both parts of a month", async () => {
  const [ben, lin] = await Promise.all(
    ["Ben", "Lin"].map((firstName) => createClient(admin, { firstName, lastName: "Carter" })),
  )
  const came = (client: { id: string } | undefined, ...dates: string[]) =>
    Promise.all(dates.map((date) => addVisit(String(client?.id), daysBetween(today, date))))
  await came(ben, "2020-01-15", "2020-02-01")
  await came(lin, "2020-01-05", "2020-01-31")
  await came(theo, "2020-01-20", "2020-01-31")
  const past = { from: "2020-01-10", to: "2020-01-30" }
  const recent = { from: "2020-01-31", to: "2020-02-02" }
  expect(await countCameBefore(db, past, recent, timeZone)).toEqual(
    new Map([
      [null, 2],
      ["2020-01", 1],
    ]),
  )
})

/** Everything that is recalled, asked often enough that it must be known. */
async function everything(ctx: Context) {
  const period = { from: day(-100), to: day(1) }
  const by = async (grouping: "language" | "coordinator" | "plan") => [
    await clientsBy(ctx, { by: grouping, covered: "today" }),
    await clientsBy(ctx, { by: grouping, covered: "all" }),
  ]
  return {
    attendance: await attendanceByMonth(ctx, period),
    old: await attendanceByMonth(ctx, { from: day(-400), to: day(-20) }),
    perDay: await visitsPerDay(ctx, period),
    memberships: await membershipsOverTime(ctx, { from: day(-100), to: day(500) }),
    clients: { all: await countClients(ctx, {}) },
    notSeen: await totalNotSeen(ctx, {}),
    groups: [await by("language"), await by("coordinator"), await by("plan")],
  }
}

/** The same without recalling anything: inside a transaction nothing is. */
const fromTheRows = () => db.transaction((tx) => everything({ ...admin, db: tx }))

/** Makes a change and expects that what was known before is not said again, but what the rows say. */
async function expectNews<T>(change: () => PromiseLike<T>): Promise<T> {
  const before = await everything(admin)
  expect(await everything(admin)).toEqual(before)
  const result = await change()
  const after = await everything(admin)
  expect(after).not.toEqual(before)
  expect(after).toEqual(await fromTheRows())
  return result
}

async function addMembership(clientId: string, from: number, to: number) {
  return enroll(admin, { clientId, planCode: "unlimited", startsOn: day(from), endsOn: day(to) })
}

const addVisit = (clientId: string, days: number) => addVisitAt(clientId, beginning(days))

async function addVisitAt(clientId: string, checkedInAt: Date) {
  const row = { ...visit(clientId, 0), checkedInAt }
  return only(await db.transaction((tx) => insertCheckIns(tx, [row])))
}

let visits = 0
function visit(clientId: string, days: number) {
  return {
    clientId,
    idempotencyKey: `visit ${++visits}`,
    method: "staff" as const,
    checkedInAt: beginning(days),
  }
}

/** The first moment of a day, so that today's lies before now. */
function beginning(days: number): Date {
  return startOfDay(day(days), timeZone)
}

async function someoneWaits(): Promise<boolean> {
  const [found] = await centre.sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return found !== undefined
}

/** Triggers do not fire: what is changed so is seen by no one who recalls. */
async function unnoticed(change: ReturnType<typeof sql>) {
  await ownerDb.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(change)
  })
}

/** A transaction that stays open between its steps. */
async function begun() {
  const connection = await centre.sql.reserve()
  await connection`begin`
  const end = async (how: "commit" | "rollback") => {
    await connection.unsafe(how)
    connection.release()
  }
  return {
    async write(days: number) {
      await connection`insert into check_ins (id, client_id, idempotency_key, method, checked_in_at)
        values (gen_random_uuid(), ${maria.id}, gen_random_uuid()::text, 'staff', ${beginning(days)})`
      await connection`update clients set language = ${`Language ${days}`} where id = ${days % 2 ? maria.id : theo.id}`
    },
    /** What else happens only at the commit. */
    async atTheEnd(which = "all") {
      await connection.unsafe(`set constraints ${which} immediate`)
    },
    commit: () => end("commit"),
    rollBack: () => end("rollback"),
  }
}
