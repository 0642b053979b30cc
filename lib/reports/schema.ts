import { z } from "zod"
import { addDays, addMonths, type CalendarDate } from "../core/clock"
import { calendarDate } from "../core/fields"

/** A report covers at most so many years. */
export const MOST_YEARS = 5

const days = z.strictObject({ from: calendarDate, to: calendarDate })

/** Days of the centre from `from` to `to`, both included. */
export const PeriodInput = days
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "The last day must not lie before the first.",
  })
  .refine(({ from, to }) => to < addMonths(from, 12 * MOST_YEARS), {
    path: ["to"],
    message: `Choose at most ${MOST_YEARS} years.`,
  })

export type Period = z.output<typeof PeriodInput>

export const groupings = { language: "Language", coordinator: "Service coordinator", plan: "Plan" } as const
export type Grouping = keyof typeof groupings
const groupingNames = ["language", "coordinator", "plan"] as const

export const ClientsByInput = z.strictObject({
  by: z.enum(groupingNames, "Choose language, coordinator or plan."),
  covered: z.enum(["today", "all"], "Choose today or all.").default("today"),
})

/** The periods that can be chosen by name, as they are on `today`; those that go on end today. */
export function presets(today: CalendarDate): ({ name: string } & Period)[] {
  const month = `${today.slice(0, 7)}-01`
  const year = `${today.slice(0, 4)}-01-01`
  return [
    { name: "This month", from: month, to: today },
    { name: "Last month", ...before(month, 1) },
    { name: "Last 3 months", ...before(month, 3) },
    { name: "This year", from: year, to: today },
    { name: "Last year", ...before(year, 12) },
  ]
}

/** The `months` whole months before the month that begins on `first`. */
const before = (first: CalendarDate, months: number): Period => ({
  from: addMonths(first, -months),
  to: addDays(first, -1),
})
