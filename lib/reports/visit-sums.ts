import { type SQL, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { checkIns } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import type { Period } from "./schema"

/** `clients` are different ones; `stays` are the visits whose real end is known, and `stayMs` their length together. */
export type Sums = { visits: number; clients: number; stays: number; stayMs: number }

/** By month (`2026-03`; null is all of them), by hour of the day and by day of the week (1 is Monday). */
export type VisitSums = {
  byMonth: Map<string | null, Sums>
  byHour: Map<number, number>
  byWeekday: Map<number, number>
}

export const nothing: Sums = { visits: 0, clients: 0, stays: 0, stayMs: 0 }

/** The visits that began in a period. */
export async function sumVisits(db: Database, period: Period, timeZone: string): Promise<VisitSums> {
  const byMonth = await sumByMonth(db, period, timeZone)
  const clock = await countByClock(db, period, timeZone)
  const countsBy = (unit: "hour" | "weekday") =>
    new Map(clock.flatMap(({ [unit]: value, visits }) => (value === null ? [] : [[value, visits] as const])))
  return { byMonth, byHour: countsBy("hour"), byWeekday: countsBy("weekday") }
}

/** The visits of two periods; `twice` is how many clients came in both, by month and in all (null). */
export function together(one: VisitSums, other: VisitSums, twice: Map<string | null, number>): VisitSums {
  const added = (a = nothing, b = nothing, month: string | null) => ({
    visits: a.visits + b.visits,
    clients: a.clients + b.clients - (twice.get(month) ?? 0),
    stays: a.stays + b.stays,
    stayMs: a.stayMs + b.stayMs,
  })
  return {
    byMonth: merged(one.byMonth, other.byMonth, added),
    byHour: merged(one.byHour, other.byHour, (a = 0, b = 0) => a + b),
    byWeekday: merged(one.byWeekday, other.byWeekday, (a = 0, b = 0) => a + b),
  }
}

function merged<K, V>(
  one: Map<K, V>,
  other: Map<K, V>,
  added: (a: V | undefined, b: V | undefined, key: K) => V,
) {
  const keys = new Set([...one.keys(), ...other.keys()])
  return new Map([...keys].map((key) => [key, added(one.get(key), other.get(key), key)]))
}

/** Between two moments, so that no change of the clocks stretches a stay. */
const stayMs = sql`extract(epoch from ${checkIns.checkedOutAt} - ${checkIns.checkedInAt}) * 1000`
const hasRealEnd = sql`${checkIns.checkedOutAt} is not null and not ${checkIns.needsReview}`

async function sumByMonth(db: Database, { from, to }: Period, timeZone: string) {
  const rows = await db
    .select({
      month: sql<string | null>`began.month`,
      visits: sql<number>`count(*)::int`,
      clients: sql<number>`count(distinct ${checkIns.clientId})::int`,
      stays: sql<number>`(count(*) filter (where ${hasRealEnd}))::int`,
      stayMs: sql<number>`coalesce(sum(${stayMs}) filter (where ${hasRealEnd}), 0)::float8`,
    })
    .from(checkIns)
    .innerJoin(lateral(sql`select date_trunc('month', ${wallClock(timeZone)})::date as month`), sql`true`)
    .where(countedBetween(from, to, timeZone))
    .groupBy(sql`grouping sets ((began.month), ())`)
  return new Map(rows.map(({ month, ...sums }) => [month?.slice(0, 7) ?? null, sums]))
}

function countByClock(db: Database, { from, to }: Period, timeZone: string) {
  const clock = wallClock(timeZone)
  return db
    .select({
      hour: sql<number | null>`began.hour`,
      weekday: sql<number | null>`began.weekday`,
      visits: sql<number>`count(*)::int`,
    })
    .from(checkIns)
    .innerJoin(
      lateral(
        sql`select extract(hour from ${clock})::int as hour, extract(isodow from ${clock})::int as weekday`,
      ),
      sql`true`,
    )
    .where(countedBetween(from, to, timeZone))
    .groupBy(sql`grouping sets ((began.hour), (began.weekday))`)
}

const wallClock = (timeZone: string) => sql`${checkIns.checkedInAt} at time zone ${timeZone}`

/** Names what is worked out of each visit, because an expression with parameters cannot be repeated in `group by`. */
const lateral = (columns: SQL) => sql`lateral (${columns}) began`
