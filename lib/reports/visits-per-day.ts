import { sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { checkIns } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import type { CalendarDate } from "../core/clock"
import { inMemoryOf } from "../core/memory"
import { query } from "../core/operation"
import { daysOf } from "./months"
import { pastAndRecent } from "./past-days"
import { type Period, PeriodInput } from "./schema"

/**
 * How many visits began on each of the centre's days of a period, days without any included. Undone and voided
 * check-ins never count; those of deleted clients do.
 */
export const visitsPerDay = query({
  permission: "reports.read",
  input: PeriodInput,
  async run({ db, timeZone }, period) {
    const visitsOn = await inMemoryOf(db, ["visits"], async ({ tx, at, recall }) => {
      const { past, recent } = pastAndRecent(period, at, timeZone)
      const before = past && (await recall(["days", past, timeZone], () => countDays(tx, past, timeZone)))
      const since = recent && (await countDays(tx, recent, timeZone))
      return new Map([...(before ?? []), ...(since ?? [])])
    })
    return daysOf(period).map((day) => ({ day, visits: visitsOn.get(day) ?? 0 }))
  },
})

async function countDays(db: Database, { from, to }: Period, timeZone: string) {
  const day = sql<CalendarDate>`(${checkIns.checkedInAt} at time zone ${timeZone})::date`
  const rows = await db
    .select({ day, visits: sql<number>`count(*)::int` })
    .from(checkIns)
    .where(countedBetween(from, to, timeZone))
    .groupBy(sql`1`)
  return new Map(rows.map((row) => [row.day, row.visits]))
}
