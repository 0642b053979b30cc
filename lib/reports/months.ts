import { Temporal } from "temporal-polyfill"
import { addDays, addMonths, type CalendarDate, daysBetween } from "../core/clock"
import type { Period } from "./schema"

/** A month, `2026-03`, and the first and the last of its days that lie in the period. */
export type MonthPart = Period & { month: string }

/** The months of a period in the order of the calendar; the first and the last may be parts. */
export function monthsOf({ from, to }: Period): MonthPart[] {
  const first = firstOfMonth(from)
  const { months } = Temporal.PlainDate.from(first).until(firstOfMonth(to), { largestUnit: "months" })
  return Array.from({ length: months + 1 }, (_, index) => {
    const begins = addMonths(first, index)
    const ends = addDays(addMonths(first, index + 1), -1)
    return { month: begins.slice(0, 7), from: begins < from ? from : begins, to: ends > to ? to : ends }
  })
}

/** The days of a period in the order of the calendar. */
export function daysOf({ from, to }: Period): CalendarDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
}

/** The first day of the month of `date`. */
export const firstOfMonth = (date: CalendarDate): CalendarDate => `${date.slice(0, 7)}-01`
