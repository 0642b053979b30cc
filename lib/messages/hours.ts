import { addDays, addMonths, at, type CalendarDate, dateIn, momentOn, startOfDay } from "../core/clock"
import { type ScheduledJob, scheduledJobs } from "../schedule/jobs"
import { nextSlot, type When } from "../schedule/slots"
import type { Occasion } from "../settings/schema"

/** Messages go out from 08:00 until before 21:00 by the centre's clock. */
const FROM_HOUR = 8
const UNTIL_HOUR = 21

/** Whether a message may reach somebody at this moment: from 8:00 AM until before 9:00 PM in `timeZone`. */
export function mayGoOut(moment: Date, timeZone: string): boolean {
  const { hour } = at(moment, timeZone)
  return hour >= FROM_HOUR && hour < UNTIL_HOUR
}

const jobs = { expiry: "expiring_memberships", nudge: "mid_month_nudge", meetup: "meetup" } as const

/** When messages of an occasion go out, as the schedule says; null for the welcome, which goes out at once. */
export function timesOf(occasion: Occasion): When | null {
  if (occasion === "welcome") return null
  const job: ScheduledJob = scheduledJobs[jobs[occasion]]
  return job.when({ closingTime: "21:00" })
}

/** The first moment after `now` at which messages of an occasion are planned; null for the welcome. */
export function nextRun(occasion: Occasion, now: Date, timeZone: string): Date | null {
  const when = timesOf(occasion)
  return when && nextSlot(when, now, timeZone)
}

/** The day of the meetup, the second Tuesday of a month: `day` itself, or the first one after it. */
export function meetupFrom(day: CalendarDate, timeZone: string): CalendarDate {
  const before = new Date(startOfDay(day, timeZone).getTime() - 1)
  return dateIn(nextSlot(scheduledJobs.meetup.when(), before, timeZone), timeZone)
}

/** Until when "this month" is worth saying: 5 days, and not beyond the month of `slotAt`. */
export function endOfNudge(slotAt: Date, timeZone: string): Date {
  const month = `${dateIn(slotAt, timeZone).slice(0, 7)}-01`
  const lastEvening = eveningOf(addDays(addMonths(month, 1), -1), timeZone)
  return new Date(Math.min(lastEvening.getTime(), slotAt.getTime() + 5 * 86_400_000))
}

/** Until when a meetup can be announced: when the centre closes that day, or the hour after which nobody gets messages. */
export function endOfMeetup(day: CalendarDate, closingTime: string, timeZone: string): Date {
  const ends = [momentOn(day, closingTime, timeZone), eveningOf(day, timeZone)]
  return new Date(Math.min(...ends.map(Number)))
}

const eveningOf = (day: CalendarDate, timeZone: string) => momentOn(day, `${UNTIL_HOUR}:00`, timeZone)
