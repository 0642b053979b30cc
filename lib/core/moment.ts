import { Temporal } from "temporal-polyfill"
import { AppError } from "./errors"

/**
 * The moment in `text`: with an offset (`2026-03-10T11:00:00-07:00`, or `Z`), or else by the clock in `timeZone`, with a space
 * or a T. Throws AppError `invalid` when it is none, and where that clock shows it twice or never.
 */
export function readMoment(text: string, timeZone: string): Date {
  const trimmed = text.trim().replace(" ", "T")
  try {
    if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(trimmed))
      return new Date(Temporal.Instant.from(trimmed).epochMilliseconds)
    if (!trimmed.includes("T")) throw new RangeError("a day alone")
    const { epochMilliseconds } = Temporal.PlainDateTime.from(trimmed).toZonedDateTime(timeZone, {
      disambiguation: "reject",
    })
    return new Date(epochMilliseconds)
  } catch {
    throw new AppError(
      "invalid",
      `${text} is no moment: write 2026-03-10 11:00 by the clock in ${timeZone} (with an offset, as in 2026-11-01T01:30-07:00, where it shows a time twice), or latest.`,
    )
  }
}
