import { Temporal } from "temporal-polyfill"
import { type CalendarDate, dateIn } from "../core/clock"

const written = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * The moment that `text` means, or null when it means none between 1900 and 2199. Without an offset it is the wall clock
 * in `zone`; a time that the clock showed twice is the earlier, or the `later`, of the two.
 */
export function momentOf(
  text: string | null,
  zone: string,
  twice: "earlier" | "later" = "earlier",
): Date | null {
  const [, date = "", time = "00:00", offset] = written.exec(text?.trim() ?? "") ?? []
  if (date < "1900-01-01" || date >= "2200-01-01") return null
  if (offset || zone === "UTC")
    return existing(new Date(`${date}T${time}${withMinutes(offset ?? "Z")}`), date)
  try {
    const disambiguation = twice === "earlier" ? "compatible" : "later"
    const moment = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation })
    return new Date(moment.epochMilliseconds)
  } catch {
    return null
  }
}

/**
 * The day that `text` means: a date as it is, a moment as the day in `centre`. A midnight without an offset was a date
 * once and stays the day it names. Other writings come back as they are.
 */
export function dayOf(text: string, zone: string, centre: string): CalendarDate {
  const [, date, time, offset] = written.exec(text.trim()) ?? []
  if (!date) return text
  if (!time || (!offset && /^00:00(:00(\.0+)?)?$/.test(time))) return date
  const moment = momentOf(text, zone)
  return moment ? dateIn(moment, centre) : text
}

/** Python writes +00 and +0530 where JavaScript wants +00:00 and +05:30. */
function withMinutes(offset: string): string {
  if (/^z$/i.test(offset)) return "Z"
  return `${offset.slice(0, 3)}:${offset.slice(3).replace(":", "") || "00"}`
}

/** JavaScript rolls 30 February over into March. */
function existing(moment: Date, date: string): Date | null {
  if (Number.isNaN(moment.getTime())) return null
  return new Date(`${date}T00:00Z`).toISOString().startsWith(date) ? moment : null
}
