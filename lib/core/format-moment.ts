import { at, dateIn, daysBetween } from "./clock"
import { formatDate, formatTime } from "./format"

/** A moment as people at the desk say it: `Today 2:05 PM`, `Yesterday 2:05 PM`, `Mar 3`, `12/31/2025`. */
export function formatMoment(moment: Date, now: Date, timeZone: string): string {
  const date = dateIn(moment, timeZone)
  const age = daysBetween(date, dateIn(now, timeZone))
  if (age === 0) return `Today ${formatTime(moment, timeZone)}`
  if (age === 1) return `Yesterday ${formatTime(moment, timeZone)}`
  if (at(moment, timeZone).year === at(now, timeZone).year)
    return moment.toLocaleDateString("en-US", { timeZone, month: "short", day: "numeric" })
  return formatDate(date)
}

/** The same with the time of day for older moments, too: `Mar 3, 2:05 PM`. */
export function formatMomentAndTime(moment: Date, now: Date, timeZone: string): string {
  const text = formatMoment(moment, now, timeZone)
  const time = formatTime(moment, timeZone)
  return text.endsWith(time) ? text : `${text}, ${time}`
}

/** Day and time with the year, as `12/31/2026, 2:05 PM`, for tooltips and lists that are printed. */
export function formatExactly(moment: Date, timeZone: string): string {
  return `${formatDate(dateIn(moment, timeZone))}, ${formatTime(moment, timeZone)}`
}
