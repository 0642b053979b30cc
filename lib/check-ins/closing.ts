import { type SQL, sql } from "drizzle-orm"
import { keptSetting } from "../settings/records"
import { defaultSettings } from "../settings/schema"

/** The closing time of the centre, as Postgres has it. */
const closing = sql`coalesce(${keptSetting("closingTime")} #>> '{}', ${defaultSettings.closingTime}::text)::time`

/** The closing time on the day of `moment`, moved by whole days, in the centre's time zone. */
const closingOnDayOf = (moment: SQL, days: number, timeZone: string) =>
  sql`((((${moment} at time zone ${timeZone})::date + ${sql.raw(String(days))}) + ${closing}) at time zone ${timeZone})`

/**
 * The latest closing time up to `now`. A visit that began after it and has not ended goes on, also past midnight where the
 * centre closes later.
 */
export function lastClosing(now: Date, timeZone: string): SQL {
  const moment = sql`${now.toISOString()}::timestamptz`
  const todays = closingOnDayOf(moment, 0, timeZone)
  return sql`(select case when ${todays} <= ${moment} then ${todays} else ${closingOnDayOf(moment, -1, timeZone)} end)`
}

/** The first closing time after a moment: on its own day, or on the next where it came later. */
export function nextClosing(moment: SQL, timeZone: string): SQL {
  const ofDay = closingOnDayOf(moment, 0, timeZone)
  return sql`case when ${ofDay} > ${moment} then ${ofDay} else ${closingOnDayOf(moment, 1, timeZone)} end`
}
