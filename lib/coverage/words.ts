import { type CalendarDate, daysBetween } from "../core/clock"
import { count, formatDate } from "../core/format"
import type { Coverage, Status } from "./status"

/** When coverage ends or ended or begins, as the desk says it: `12 days left`, `Expired 3 days ago`. */
export function expiryInWords({ status, startsOn, endsOn }: Coverage, today: CalendarDate): string {
  if (!startsOn || !endsOn) return "—"
  const left = daysBetween(today, endsOn)
  if (status === "expired") return left === -1 ? "Expired yesterday" : `Expired ${-left} days ago`
  if (status === "pending") return `Starts ${formatDate(startsOn)}`
  return left === 0 ? "Ends today" : `${count(left, "day")} left`
}

/** The same beside a column with the day itself: the last of coverage, or the first of what is pending. */
export function turnInWords(status: Status, day: CalendarDate, today: CalendarDate): string {
  if (status !== "pending") return expiryInWords({ status, startsOn: day, endsOn: day, plan: null }, today)
  const days = daysBetween(today, day)
  return days === 1 ? "Starts tomorrow" : `Starts in ${days} days`
}

/** What the desk is told about a client's coverage when they check in; null when there is nothing to say. */
export function checkInWarning({ status, startsOn, endsOn }: Coverage, today: CalendarDate): string | null {
  if (status === "active") return null
  if (status === "none" || !startsOn || !endsOn)
    return "No membership on file: welcome today, and please let a manager know."
  if (status === "pending")
    return `Coverage starts on ${formatDate(startsOn)}: welcome today, and please let a manager know.`
  const days = daysBetween(today, endsOn)
  if (status === "expired")
    return `Coverage ended ${count(-days, "day")} ago: welcome today, and please ask them to talk to their service coordinator about renewing.`
  const when = days === 0 ? "today" : `in ${count(days, "day")}`
  return `Coverage ends ${when}: please mention it, the service coordinator renews it.`
}
