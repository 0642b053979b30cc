import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { listCheckIns, whoIsHere } from "../../../lib/check-ins/list"
import { deleteClient } from "../../../lib/clients/delete"
import { listClients } from "../../../lib/clients/list"
import type { Context } from "../../../lib/core/operation"
import type { Page } from "../../../lib/core/page"
import { statuses } from "../../../lib/coverage/status"
import { attendanceByMonth } from "../../../lib/reports/attendance"
import { clientsBy } from "../../../lib/reports/clients-by"
import { expiringSoon } from "../../../lib/reports/expiring-soon"
import { liveDesk } from "../../../lib/reports/live-desk"
import { membershipsOverTime } from "../../../lib/reports/memberships-over-time"
import { listNotSeen, totalNotSeen } from "../../../lib/reports/not-seen"
import { recentNotes } from "../../../lib/reports/recent-notes"
import { type Period, presets } from "../../../lib/reports/schema"
import { stats } from "../../../lib/reports/stats"
import { visitsPerDay } from "../../../lib/reports/visits-per-day"
import { seedSampleCentre } from "../../../scripts/seed/sample-centre"
import { sealer } from "../../support/cast"
import { makeDatabase } from "../../support/database"
import { often } from "../../support/often"
import {
  coverageByHand,
  isCovered,
  type Raw,
  type RawClient,
  type RawVisit,
  rawRows,
  shifted,
  wallClock,
} from "./raw-rows"

const LOS_ANGELES = "America/Los_Angeles"
const databaseDay = wallClock(new Date(), LOS_ANGELES).day

const moments: [when: string, now: string, today: string][] = [
  ["on the Sunday on which clocks go forward", "2026-03-08T22:30:00Z", "2026-03-08"],
  ["late on the evening after clocks went forward", "2026-03-10T06:40:00Z", "2026-03-09"],
  ["on the Sunday on which clocks go back", "2026-11-01T09:30:00Z", "2026-11-01"],
  ["late on the Monday after clocks went back", "2026-11-03T07:59:00Z", "2026-11-02"],
  ["half an hour before a month ends", "2026-02-01T07:30:00Z", "2026-01-31"],
  ["on an afternoon at a month's end", "2026-07-31T23:10:00Z", "2026-07-31"],
  ["on a leap day", "2028-02-29T22:00:00Z", "2028-02-29"],
  ["a minute before a year ends", "2027-01-01T07:59:00Z", "2026-12-31"],
  // What is past by the clock of the database is recalled and joined with what is counted anew.
  ["on the day of the database", `${databaseDay}T22:00:00Z`, databaseDay],
]
// Each takes a centre of its own: these are the evening of a change of the clocks, and a day that is recalled.
const looked = moments.filter((_, place) => [1, 8].includes(place) || often(0, 1) === 1)

describe.each(looked)("%s, every number equals a count by hand:", (_, moment, today) => {
  const now = new Date(moment)
  let database: Awaited<ReturnType<typeof makeDatabase>>
  let ctx: Context
  let raw: Raw

  beforeAll(async () => {
    database = await makeDatabase()
    await seedSampleCentre(database.db, { now, timeZone: LOS_ANGELES })
    ctx = contextAt(database.db, now)
    await askAndForget(ctx)
    await makeItHarder(ctx, database.sql, today)
    raw = await rawRows(database.sql, LOS_ANGELES)
  })
  afterAll(() => database.close())

  const dayOf = (date: Date) => wallClock(date, LOS_ANGELES).day
  const visitsOn = (from: string, to = from) =>
    raw.visits.filter(({ clock }) => from <= clock.day && clock.day <= to)
  const living = () => raw.clients.filter(({ deleted }) => !deleted)
  const statusOf = (client: RawClient, day = today) => coverageByHand(raw, client, day).status

  test("the day is the day", () => expect(dayOf(now)).toBe(today))

  test("clients by status, and the lists behind", async () => {
    const { clientsByStatus } = await stats(ctx, {})
    expect(clientsByStatus.all).toBe(living().length)
    for (const status of statuses) {
      const byHand = living().filter((client) => statusOf(client) === status)
      expect([status, clientsByStatus[status]]).toEqual([status, byHand.length])
      const listed = await whole((cursor) => listClients(ctx, { status, limit: 40, cursor }))
      expect(idsOf(listed)).toEqual(idsOf(byHand))
    }
  })

  test("checked in today and here now, and the lists behind", async () => {
    const { checkedInToday, hereNow } = await stats(ctx, {})
    const live = await liveDesk(ctx, {})
    const visits = visitsOn(today)
    expect(checkedInToday).toBe(visits.length)
    const listed = await whole((cursor) =>
      listCheckIns(ctx, { from: today, to: today, only: "counted", limit: 7, cursor }),
    )
    expect(listed).toHaveLength(visits.length)
    const latest = new Map<string, RawVisit>()
    for (const visit of raw.visits) {
      const known = latest.get(visit.clientId)
      if (!known || known.began < visit.began) latest.set(visit.clientId, visit)
    }
    // Who came after the last closing time, 20:00, is here until the next.
    const sinceClosing = ({ clock }: RawVisit) =>
      wallClock(now, LOS_ANGELES).hour < 20 && clock.day === shifted(today, -1) && clock.hour >= 20
    const here = [...latest.values()].filter(
      (visit) => !visit.ended && (visit.clock.day === today || sinceClosing(visit)),
    )
    expect(hereNow).toBe(here.length)
    expect(live).toMatchObject({ hereNow, checkedInToday })
    expect(live.here.map(({ clientId }) => clientId).sort()).toEqual(
      here.map(({ clientId }) => clientId).sort(),
    )
    expect((await whoIsHere(ctx, {})).map(({ id }) => id)).toEqual(live.here.map(({ id }) => id))
  })

  test("clients not seen for 30 days, and the list behind", async () => {
    const { notSeen } = await stats(ctx, {})
    const limit = shifted(today, -30)
    const byHand = living().filter((client) => {
      const coverage = coverageByHand(raw, client, today)
      const days = raw.visits
        .filter(({ clientId }) => clientId === client.id)
        .map(({ began }) => dayOf(began))
      const last = days.toSorted().at(-1)
      return isCovered(coverage.status) && (last ?? coverage.startsOn ?? "") < limit
    })
    expect(byHand.length).toBeGreaterThan(3)
    expect(notSeen).toBe(byHand.length)
    expect(await totalNotSeen(ctx, {})).toBe(byHand.length)
    const listed = await whole((cursor) => listNotSeen(ctx, { limit: 6, cursor }))
    expect(idsOf(listed)).toEqual(idsOf(byHand))
    for (const { id, lastVisitAt } of listed) {
      const moments = raw.visits.filter(({ clientId }) => clientId === id).map(({ began }) => began.getTime())
      expect(lastVisitAt?.getTime() ?? null).toBe(moments.length ? Math.max(...moments) : null)
    }
  })

  test("the coverage that ends next", async () => {
    const expiring = living()
      .map((client) => ({ id: client.id, ...coverageByHand(raw, client, today) }))
      .filter(({ status }) => status === "expiring")
    const soon = await expiringSoon(ctx, {})
    expect(soon.length).toBe(Math.min(8, expiring.length))
    const ends = expiring.map(({ endsOn }) => endsOn).toSorted()
    expect(soon.map(({ coverage }) => coverage.endsOn)).toEqual(ends.slice(0, soon.length))
    for (const { id, coverage } of soon) expect(expiring).toContainEqual({ id, ...coverage })
  })

  test("the staff notes of the last 7 days", async () => {
    const alive = new Set(living().map(({ id }) => id))
    const byHand = raw.notes
      .filter(({ createdAt, clientId }) => dayOf(createdAt) > shifted(today, -7) && alive.has(clientId))
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    const listed = await whole((cursor) => recentNotes(ctx, { limit: 3, cursor }))
    expect(listed.map(({ createdAt }) => createdAt)).toEqual(byHand.map(({ createdAt }) => createdAt))
    const { total, rows } = await recentNotes(ctx, { limit: 100 })
    expect(total).toBe(byHand.length)
    const inOrder = (texts: string[]) => texts.toSorted()
    expect(inOrder(rows.map(({ body, author }) => `${author}: ${body}`))).toEqual(
      inOrder(byHand.map(({ body, author }) => `${author}: ${body}`)),
    )
  })

  test("visits per day for the last 30 days, and the lists behind", async () => {
    const days = await visitsPerDay(ctx, { from: shifted(today, -29), to: today })
    const byHand = Array.from({ length: 30 }, (_, index) => {
      const day = shifted(today, index - 29)
      return { day, visits: visitsOn(day).length }
    })
    expect(days).toEqual(byHand)
    const fullest = byHand.toSorted((a, b) => b.visits - a.visits)[0]
    const { day = today, visits } = fullest ?? {}
    const listed = await whole((cursor) =>
      listCheckIns(ctx, { from: day, to: day, only: "counted", limit: 9, cursor }),
    )
    expect(listed).toHaveLength(visits ?? -1)
  })

  /** Nothing that was recalled may outlast what happens after. */
  async function askAndForget(ctx: Context) {
    for (const period of periods()) {
      await attendanceByMonth(ctx, period)
      await membershipsOverTime(ctx, period)
    }
    await visitsPerDay(ctx, { from: shifted(today, -29), to: today })
    await stats(ctx, {})
    for (const by of ["language", "coordinator", "plan"] as const)
      for (const covered of ["today", "all"] as const) await clientsBy(ctx, { by, covered })
  }

  const periods = (): Period[] => [
    ...presets(today).map(({ from, to }) => ({ from, to })),
    { from: shifted(today, -1), to: today },
    { from: today, to: today },
    { from: shifted(today, -200), to: shifted(today, -3) },
    { from: shifted(today, -400), to: shifted(today, 60) },
    { from: shifted(today, -1800), to: today },
  ]

  test("attendance by month, hour and weekday", async () => {
    for (const period of periods()) {
      const report = await attendanceByMonth(ctx, period)
      const visits = visitsOn(period.from, period.to)
      expect(report.total).toEqual(attendanceByHand(visits))
      const months = monthsByHand(period)
      expect(report.months).toEqual(
        months.map((part) => ({ ...part, ...attendanceByHand(visitsOn(part.from, part.to)) })),
      )
      const clocks = visits.map(({ clock }) => clock)
      for (const { hour, visits } of report.hours)
        expect(visits).toBe(clocks.filter((clock) => clock.hour === hour).length)
      for (const { weekday, visits } of report.weekdays)
        expect(visits).toBe(clocks.filter((clock) => clock.weekday === weekday).length)
      expect([report.hours.length, report.weekdays.length]).toEqual([24, 7])
    }
  })

  test("memberships over time", async () => {
    const alive = new Set(living().map(({ id }) => id))
    const held = raw.memberships.filter(({ clientId, holdsUntil }) => alive.has(clientId) && holdsUntil)
    const renews = ({ clientId, startsOn, renewalOf }: (typeof held)[number]) =>
      renewalOf !== null ||
      held.some(
        (other) =>
          other.clientId === clientId &&
          other.startsOn < startsOn &&
          String(other.holdsUntil) >= shifted(startsOn, -1),
      )
    for (const period of periods()) {
      const byHand = monthsByHand(period).map((part) => {
        const inside = (day: string | null) => day !== null && part.from <= day && day <= part.to
        const begun = held.filter(({ startsOn }) => inside(startsOn))
        return {
          ...part,
          covered: living().filter((client) => isCovered(statusOf(client, part.to))).length,
          begun: begun.length,
          renewed: begun.filter(renews).length,
          ended: held.filter(({ holdsUntil }) => inside(holdsUntil)).length,
        }
      })
      expect(await membershipsOverTime(ctx, period)).toEqual(byHand)
    }
  })

  test.each(["today", "all"] as const)("clients by language, coordinator and plan (%s)", async (covered) => {
    const counted = living().filter((client) => covered === "all" || isCovered(statusOf(client)))
    const folded = (text: string | null) =>
      text?.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase() ?? null
    const tally = (names: (string | null)[]) => {
      const numbers = new Map<string | null, number>()
      for (const name of names) numbers.set(name, (numbers.get(name) ?? 0) + 1)
      return numbers
    }
    const found = async (by: "language" | "coordinator" | "plan") => {
      const groups = await clientsBy(ctx, { by, covered })
      expect(groups.map(({ clients }) => clients).reduce((sum, number) => sum + number, 0)).toBe(
        counted.length,
      )
      return groups
    }
    const asTally = (groups: { name: string | null; clients: number }[]) =>
      new Map(groups.map(({ name, clients }) => [folded(name), clients]))
    expect(asTally(await found("language"))).toEqual(tally(counted.map(({ language }) => folded(language))))
    const coordinators = await found("coordinator")
    expect(asTally(coordinators)).toEqual(tally(counted.map(({ coordinator }) => folded(coordinator))))
    expect(coordinators.map(({ name }) => name)).toContain("Renee Castellanos")
    expect(new Map((await found("plan")).map(({ name, clients }) => [name, clients]))).toEqual(
      tally(counted.map((client) => coverageByHand(raw, client, today).plan?.name ?? null)),
    )
  })

  function attendanceByHand(visits: RawVisit[]) {
    const stays = visits.flatMap(({ began, ended, needsReview }) =>
      ended && !needsReview ? [(ended.getTime() - began.getTime()) / 60_000] : [],
    )
    const sum = stays.reduce((total, stay) => total + stay, 0)
    return {
      visits: visits.length,
      clients: new Set(visits.map(({ clientId }) => clientId)).size,
      averageStay: stays.length ? Math.round(sum / stays.length) : null,
    }
  }
})

/** Walks day by day, so that nothing is assumed about the lengths of months. */
function monthsByHand({ from, to }: Period) {
  const months: { month: string; from: string; to: string }[] = []
  for (let day = from; day <= to; day = shifted(day, 1)) {
    const last = months.at(-1)
    if (last?.month === day.slice(0, 7)) last.to = day
    else months.push({ month: day.slice(0, 7), from: day, to: day })
  }
  return months
}

/** What the sample centre lacks: deleted clients, visits around midnight, other spellings, cancellations, renewals. */
async function makeItHarder(
  ctx: Context,
  sql: Awaited<ReturnType<typeof makeDatabase>>["sql"],
  today: string,
) {
  const { rows } = await listClients(ctx, { limit: 100 })
  const [first, second, third, fourth, fifth, sixth] = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const visit = async (clientId: string | undefined, day: string, time: string, minutes: number | null) => {
    await sql`
      insert into check_ins (id, client_id, idempotency_key, method, checked_in_at, checked_out_at)
      select gen_random_uuid(), ${String(clientId)}, gen_random_uuid()::text, 'api', began, began + make_interval(mins => ${minutes})
      from (select (${day}::date + ${time}::time) at time zone ${LOS_ANGELES} as began) moments
      where began <= ${ctx.now}`
  }
  for (const day of [-1, -6, -7, -8, -29, -30, -31, -32, -60].map((days) => shifted(today, days)))
    for (const [time, minutes] of [
      ["00:00", 7],
      ["00:05", 180],
      ["23:55", 11],
      ["23:59:59.999", null],
    ] as const)
      await visit(first?.id, day, time, minutes)
  await visit(second?.id, today, "00:00", null)
  await visit(third?.id, shifted(today, -30), "00:00", 30)
  await visit(fourth?.id, shifted(today, -31), "23:59:59.999", 30)
  await sql`update clients set service_coordinator = upper(service_coordinator), language = lower(language) where id = ${String(third?.id)}`
  await sql`update memberships set cancelled_at = ${ctx.now}, cancelled_from = ${shifted(today, 2)}, cancellation_reason = 'Moved away'
    where id in (select id from memberships where starts_on <= ${today} and ends_on > ${shifted(today, 20)} and cancelled_at is null order by id limit 3)`
  await sql`update memberships m set renewal_of = p.id from memberships p
    where p.client_id = m.client_id and p.ends_on = m.starts_on - 1 and p.cancelled_at is null and m.cancelled_at is null`
  for (const client of [fifth, sixth]) if (client) await deleteClient(ctx, { id: client.id })
}

async function whole<T>(pageFrom: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await pageFrom(cursor)
    rows.push(...page.rows)
    if (!page.nextCursor) return rows
    cursor = page.nextCursor
  }
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted()

const contextAt = (db: Context["db"], now: Date): Context => ({
  db,
  actor: { kind: "user", id: randomUUID(), name: "Test", role: "admin", sessionId: randomUUID() },
  now,
  timeZone: LOS_ANGELES,
  requestId: "test",
  sealer,
})
