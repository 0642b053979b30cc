import { Temporal } from "temporal-polyfill"

/** A day of the calendar, `YYYY-MM-DD`, without a time zone. Such strings sort as the days do. */
export type CalendarDate = string

/** The day on which `moment` falls in `timeZone` (an IANA name). */
export function dateIn(moment: Date, timeZone: string): CalendarDate {
  return at(moment, timeZone).toPlainDate().toString()
}

/** The moment at which `date` begins in `timeZone`; not always midnight where clocks change. */
export function startOfDay(date: CalendarDate, timeZone: string): Date {
  const start = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone })
  return new Date(start.epochMilliseconds)
}

/**
 * The moment at which the clock in `timeZone` shows `time` (`HH:MM`) on `date`; where it skips that time, as much later as it
 * skips, and where it shows it twice, the first.
 */
export function momentOn(date: CalendarDate, time: string, timeZone: string): Date {
  const { epochMilliseconds } = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time })
  return new Date(epochMilliseconds)
}

/** The day of the week, 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: CalendarDate) => Temporal.PlainDate.from(date).dayOfWeek

/** The Monday of the week in which `date` lies. */
export const weekBegins = (date: CalendarDate) => addDays(date, 1 - weekdayOf(date))

/** `date` moved by whole days, backwards when `days` is negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The same day `months` later, earlier when negative; the month's last day where it has no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ months }).toString()
}

/**
 * The last day of a term of `value` days or months that begins on `startsOn`; both days count. Where the month in which
 * it ends is too short for the day before, the term ends with that month: a month from 1/31 ends on 2/28.
 */
export function lastDayOf(startsOn: CalendarDate, value: number, unit: "days" | "months"): CalendarDate {
  const start = Temporal.PlainDate.from(startsOn)
  const next = start.add({ [unit]: value })
  const endsWithMonth = unit === "months" && next.day < start.day
  return (endsWithMonth ? next : next.subtract({ days: 1 })).toString()
}

/** The last day of a term as long as the given one, right after it: in months where that one was whole months. */
export function endOfNext(startsOn: CalendarDate, endsOn: CalendarDate): CalendarDate {
  const next = addDays(endsOn, 1)
  const { months } = Temporal.PlainDate.from(startsOn).until(next, { largestUnit: "month" })
  if (months > 0 && lastDayOf(startsOn, months, "months") === endsOn) return lastDayOf(next, months, "months")
  return lastDayOf(next, daysBetween(startsOn, endsOn) + 1, "days")
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` lies before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days
}

/** Whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" })
    return true
  } catch {
    return false
  }
}

/** When a change at `now` is said to be, where that moment is the version of what changed: no two are alike. */
export function laterThan(version: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), version.getTime() + 1))
}

/** The wall clock in `timeZone` at `moment`. */
export function at(moment: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)
}
