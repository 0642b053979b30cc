import { and, eq, isNull, lt, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { checkIns } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import { addDays, type CalendarDate, startOfDay } from "../core/clock"
import { only } from "../core/only"
import { monthsOf } from "./months"
import type { Period } from "./schema"

/**
 * How many of the clients of `recent` came in `past`, the days right before it: by month where both share one, and in
 * all (null). Taken off, they make the different clients of both.
 */
export async function countCameBefore(
  db: Database,
  past: Period,
  recent: Period,
  timeZone: string,
): Promise<Map<string | null, number>> {
  const [last, first] = [only(monthsOf(past).slice(-1)), only(monthsOf(recent))]
  const startOf = (date: CalendarDate) => sql`${startOfDay(date, timeZone).toISOString()}::timestamptz`
  const came = db
    .select({ clientId: checkIns.clientId, first: sql`min(${checkIns.checkedInAt})`.as("first") })
    .from(checkIns)
    .where(countedBetween(recent.from, recent.to, timeZone))
    .groupBy(checkIns.clientId)
    .as("came")
  const earlier = alias(checkIns, "earlier")
  const latest = db
    .select({ moment: sql`max(${earlier.checkedInAt})`.as("moment") })
    .from(earlier)
    .where(
      and(
        eq(earlier.clientId, came.clientId),
        isNull(earlier.removal),
        lt(earlier.checkedInAt, startOfDay(recent.from, timeZone)),
      ),
    )
    .as("latest")
  const clients = (which: SQL) => sql<number>`(count(*) filter (where ${which}))::int`
  const { inAll, inMonth } = only(
    await db
      .select({
        inAll: clients(sql`${latest.moment} >= ${startOf(past.from)}`),
        inMonth: clients(
          sql`${latest.moment} >= ${startOf(last.from)} and ${came.first} < ${startOf(addDays(first.to, 1))}`,
        ),
      })
      .from(came)
      .innerJoinLateral(latest, sql`true`),
  )
  return new Map<string | null, number>([
    [null, inAll],
    ...(last.month === first.month ? [[first.month, inMonth] as const] : []),
  ])
}
