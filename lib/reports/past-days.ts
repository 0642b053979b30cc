import { addDays, type CalendarDate, dateIn } from "../core/clock"
import type { Period } from "./schema"

const DAY_MS = 86_400_000

/**
 * A period cut in two, either of which may be empty. The visits of `past` began more than two days before `at`, so that each
 * change of them gives `visits` a new version: the triggers do so from one day on, and no transaction lasts for another.
 */
export function pastAndRecent({ from, to }: Period, at: Date, timeZone: string) {
  const firstRecent = dateIn(new Date(at.getTime() - 2 * DAY_MS), timeZone)
  return {
    past: unlessEmpty(from, earlierOf(to, addDays(firstRecent, -1))),
    recent: unlessEmpty(from > firstRecent ? from : firstRecent, to),
  }
}

const earlierOf = (one: CalendarDate, other: CalendarDate) => (one < other ? one : other)

const unlessEmpty = (from: CalendarDate, to: CalendarDate): Period | null =>
  from <= to ? { from, to } : null
