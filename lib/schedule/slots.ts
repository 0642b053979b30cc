import { addDays, type CalendarDate, dateIn, momentOn, weekdayOf } from "../core/clock"

/** On which days, and at what time of the centre's clock. */
export type When = {
  on: "every day" | { dayOfMonth: number } | { nth: number; weekday: number }
  /** `HH:MM`. */
  at: string
}

/** The moments after `after`, up to and including `until`, at which something is due; the earliest first. */
export function slotsBetween(when: When, after: Date, until: Date, timeZone: string): Date[] {
  const slots: Date[] = []
  const last = dateIn(until, timeZone)
  for (let day = dateIn(after, timeZone); day <= last; day = addDays(day, 1)) {
    if (!isOn(when, day)) continue
    const slot = momentOn(day, when.at, timeZone)
    if (slot > after && slot <= until) slots.push(slot)
  }
  return slots
}

/** The first moment after `after` at which something is due; there is one in each month. */
export function nextSlot(when: When, after: Date, timeZone: string): Date {
  for (let day = dateIn(after, timeZone); ; day = addDays(day, 1)) {
    const slot = momentOn(day, when.at, timeZone)
    if (isOn(when, day) && slot > after) return slot
  }
}

function isOn({ on }: When, day: CalendarDate): boolean {
  if (on === "every day") return true
  const ofMonth = Number(day.slice(-2))
  if ("dayOfMonth" in on) return ofMonth === on.dayOfMonth
  return weekdayOf(day) === on.weekday && Math.ceil(ofMonth / 7) === on.nth
}
