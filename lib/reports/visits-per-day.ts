import { sql } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import type { CalendarDate } from "../core/clock"
import { query } from "../core/operation"
import { daysOf } from "./months"
import { PeriodInput } from "./schema"

/**
 * How many visits began on each of the centre's days of a period, days without any included. Undone and voided
 * check-ins never count; those of deleted clients do.
 */
export const visitsPerDay = query({
  permission: "reports.read",
  input: PeriodInput,
  async run({ db, timeZone }, period) {
    const day = sql<CalendarDate>`(${checkIns.checkedInAt} at time zone ${timeZone})::date`
    const rows = await db
      .select({ day, visits: sql<number>`count(*)::int` })
      .from(checkIns)
      .where(countedBetween(period.from, period.to, timeZone))
      .groupBy(sql`1`)
    const visitsOn = new Map(rows.map((row) => [row.day, row.visits]))
    return daysOf(period).map((date) => ({ day: date, visits: visitsOn.get(date) ?? 0 }))
  },
})
