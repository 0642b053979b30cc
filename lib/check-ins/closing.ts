import { type SQL, sql } from "drizzle-orm"
import { dateIn, startOfDay } from "../core/clock"
import { nextSlot } from "../schedule/slots"
import { keptSetting } from "../settings/records"
import { defaultSettings } from "../settings/schema"

/** The closing time of the centre, as Postgres has it. */
const closing = sql`coalesce(${keptSetting("closingTime")} #>> '{}', ${defaultSettings.closingTime}::text)::time`

/** The closing time on the day of `moment`, moved by whole days, in the centre's time zone. */
const closingOnDayOf = (moment: SQL, days: number, timeZone: string) =>
  sql`((((${moment} at time zone ${timeZone})::date + ${sql.raw(String(days))}) + ${closing}) at time zone ${timeZone})`

/** The first closing time (`HH:MM` in `timeZone`) after `moment`, where the setting is at hand. */
export const firstClosingAfter = (moment: Date, closingTime: string, timeZone: string): Date =>
  nextSlot({ on: "every day", at: closingTime }, moment, timeZone)

/**
 * Since when a visit that nobody ended must have begun for its client to be here: since the last closing time, or since the
 * day began where that is earlier. So midnight sends nobody home.
 */
export const hereSince = (now: Date, timeZone: string): SQL =>
  sql`least(${lastClosing(now, timeZone)}, ${startOfDay(dateIn(now, timeZone), timeZone).toISOString()}::timestamptz)`

/** The latest closing time up to `now`. A visit that began before it has ended. */
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
