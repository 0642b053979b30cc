import { addDays, addMonths } from "@/lib/core/clock"
import type { MonthPart } from "@/lib/reports/months"

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

/** `Mar 2026`; of a month that is not whole also which of its days: `Mar 10–31, 2026`. */
export function monthName({ month, from, to }: MonthPart): string {
  const [year, number] = month.split("-")
  const name = months[Number(number) - 1]
  const isWhole = from === `${month}-01` && to === addDays(addMonths(`${month}-01`, 1), -1)
  if (isWhole) return `${name} ${year}`
  const [first, last] = [Number(from.slice(8)), Number(to.slice(8))]
  return `${name} ${first === last ? first : `${first}–${last}`}, ${year}`
}

/** `Nov 24` for `2026-11-24`. */
export function dayName(day: string): string {
  return `${months[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8))}`
}

/** `2 PM` for 14. */
export function hourName(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? "AM" : "PM"}`
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

/** `Monday` for 1. */
export const weekdayName = (weekday: number) => weekdays[weekday - 1] ?? ""

/** `95` minutes as `1 h 35 min`; an em dash where nothing is known. */
export function stayInWords(minutes: number | null): string {
  if (minutes === null) return "—"
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(" ")
}

/** `Tuesday` for `2026-11-24`. */
export const weekdayNameOf = (day: string) => weekdayName(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)

/** What stands below a month's bar: its name, or the year where one begins. */
export function monthTick(month: string): string {
  const [year = "", number] = month.split("-")
  return number === "01" ? year : (months[Number(number) - 1] ?? "")
}
