import { and, between, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm"
import { alias, type PgColumn } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { clientCoverage, clients, memberships } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { inMemoryOf } from "../core/memory"
import { query } from "../core/operation"
import { type MonthPart, monthsOf } from "./months"
import { type Period, PeriodInput } from "./schema"

export type MembershipMonth = MonthPart & { covered: number; begun: number; renewed: number; ended: number }

/**
 * For each month of a period: how many clients were covered on its last day (by memberships, or else by POS dates), and
 * of the memberships that count, how many began, how many of those renew an earlier one, and how many ended. A
 * membership renews one of the same client that began earlier and lasts at least until the day before it begins, or the
 * one from which it was made. Deleted clients do not count; days to come are as they are planned.
 */
export const membershipsOverTime = query({
  permission: "reports.read",
  input: PeriodInput,
  run: ({ db }, period) =>
    inMemoryOf(db, ["people"], ({ tx, recall }) =>
      recall(["memberships", period], () => countMonths(tx, period)),
    ),
})

async function countMonths(db: Database, period: Period): Promise<MembershipMonth[]> {
  const [coveredOn, begun, renewed, ended] = await Promise.all([
    countCovered(db),
    countByMonth(db, period, memberships.startsOn),
    countByMonth(db, period, memberships.startsOn, renewsAnother(db)),
    countByMonth(db, period, memberships.holdsUntil),
  ])
  return monthsOf(period).map((part) => ({
    ...part,
    covered: coveredOn(part.to),
    begun: begun.get(part.month) ?? 0,
    renewed: renewed.get(part.month) ?? 0,
    ended: ended.get(part.month) ?? 0,
  }))
}

/**
 * Stretches of a client do not overlap and deleted clients have none, so those begun less those ended are the clients
 * covered on a day.
 */
async function countCovered(db: Database) {
  const stretches = (day: SQL, change: number) => sql`
    select ${day} as day, ${sql.raw(String(change))} as change from ${clientCoverage}
    where ${clientCoverage.kind} = 'covered'`
  const changes = await db.execute<{ day: CalendarDate; covered: number }>(sql`
    select day, sum(sum(change)) over (order by day)::int as covered from (
      ${stretches(sql`${clientCoverage.startsOn}`, 1)} union all ${stretches(sql`${clientCoverage.endsOn} + 1`, -1)}
    ) changes group by day order by day`)
  return (day: CalendarDate) => changes.findLast((change) => change.day <= day)?.covered ?? 0
}

async function countByMonth(db: Database, { from, to }: Period, day: PgColumn, which?: SQL) {
  const rows = await db
    .select({ month: sql<string>`to_char(${day}, 'YYYY-MM')`, number: sql<number>`count(*)::int` })
    .from(memberships)
    .innerJoin(clients, eq(clients.id, memberships.clientId))
    .where(and(isNull(clients.deletedAt), isNotNull(memberships.holdsUntil), between(day, from, to), which))
    .groupBy(sql`1`)
  return new Map(rows.map(({ month, number }) => [month, number]))
}

function renewsAnother(db: Database) {
  const earlier = alias(memberships, "earlier")
  const continued = db
    .select({ one: sql`1` })
    .from(earlier)
    .where(
      and(
        eq(earlier.clientId, memberships.clientId),
        sql`${earlier.startsOn} < ${memberships.startsOn} and ${earlier.holdsUntil} >= ${memberships.startsOn} - 1`,
      ),
    )
  return sql`(${memberships.renewalOf} is not null or exists (${continued}))`
}
