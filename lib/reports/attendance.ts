import { type SQL, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { checkIns } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import { query } from "../core/operation"
import { type MonthPart, monthsOf } from "./months"
import { type Period, PeriodInput } from "./schema"

/** `averageStay` is in whole minutes, of the visits whose real end is known; null when there is none. */
export type Attendance = { visits: number; clients: number; averageStay: number | null }

/**
 * The visits that began in a period, in the centre's time zone: by month, in all, and by the hour of the day and the day
 * of the week on which they began (1 is Monday). `clients` are different clients. Undone and voided check-ins never
 * count; a visit that the system had to end counts, but its length is not known.
 */
export const attendanceByMonth = query({
  permission: "reports.read",
  input: PeriodInput,
  async run({ db, timeZone }, period) {
    const [byMonth, visitsBy] = await Promise.all([
      countByMonth(db, period, timeZone),
      countByClock(db, period, timeZone),
    ])
    return {
      months: monthsOf(period).map((part): MonthPart & Attendance => ({ ...part, ...byMonth(part.month) })),
      total: byMonth(null),
      hours: range(0, 23).map((hour) => ({ hour, visits: visitsBy("hour", hour) })),
      weekdays: range(1, 7).map((weekday) => ({ weekday, visits: visitsBy("weekday", weekday) })),
    }
  },
})

export type AttendanceReport = Awaited<ReturnType<typeof attendanceByMonth>>

const nothing: Attendance = { visits: 0, clients: 0, averageStay: null }

/** Minutes between two moments, so that no change of the clocks stretches a stay. */
const stay = sql`extract(epoch from ${checkIns.checkedOutAt} - ${checkIns.checkedInAt}) / 60`

async function countByMonth(db: Database, { from, to }: Period, timeZone: string) {
  const rows = await db
    .select({
      month: sql<string | null>`began.month`,
      visits: sql<number>`count(*)::int`,
      clients: sql<number>`count(distinct ${checkIns.clientId})::int`,
      averageStay: sql<number | null>`round(avg(${stay}) filter (where not ${checkIns.needsReview}))::int`,
    })
    .from(checkIns)
    .innerJoin(lateral(sql`select date_trunc('month', ${wallClock(timeZone)})::date as month`), sql`true`)
    .where(countedBetween(from, to, timeZone))
    .groupBy(sql`grouping sets ((began.month), ())`)
  const found = new Map(rows.map(({ month, ...attendance }) => [month?.slice(0, 7) ?? null, attendance]))
  return (month: string | null): Attendance => found.get(month) ?? nothing
}

async function countByClock(db: Database, { from, to }: Period, timeZone: string) {
  const clock = wallClock(timeZone)
  const rows = await db
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
  return (what: "hour" | "weekday", value: number) => rows.find((row) => row[what] === value)?.visits ?? 0
}

const wallClock = (timeZone: string) => sql`${checkIns.checkedInAt} at time zone ${timeZone}`

/** Names what is worked out of each visit, because an expression with parameters cannot be repeated in `group by`. */
const lateral = (columns: SQL) => sql`lateral (${columns}) began`

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
