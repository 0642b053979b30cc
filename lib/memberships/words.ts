import { type CalendarDate, dateIn, daysBetween } from "../core/clock"
import { count, formatDate, formatDaysAgo, formatTime } from "../core/format"
import { type Standing, standingOn, type Term } from "./status"

type Line = {
  firstName: string
  lastName: string
  uciNumber: string | null
  plan: { name: string }
  endsOn: CalendarDate
}
type Section = { name: string | null; lines: readonly Line[] }

/** What stands for the name of a coordinator where a client has none. */
export const NO_COORDINATOR = "No coordinator"

/** A coordinator's clients on the renewal worklist as text that can be pasted into an e-mail to them. */
export function renewalText({ name, lines }: Section, centerName: string, today: CalendarDate): string {
  const whose = name === null ? "Renewals without a service coordinator" : `Renewals for ${name}`
  const rows = lines.map((line) => lineText(line, today))
  return [centerName, `${whose}, as of ${formatDate(today)}`, "", ...rows, ""].join("\n")
}

function lineText({ firstName, lastName, uciNumber, plan, endsOn }: Line, today: CalendarDate): string {
  const uci = uciNumber && `UCI ${uciNumber}`
  const end = `${endsOn < today ? "ended" : "ends"} ${formatDate(endsOn)}`
  return [`${firstName} ${lastName}`, uci, plan.name, end].filter(Boolean).join(" - ")
}

/** What the office did about a renewal, but for the note: `Contacted 3/9/2026 · Renewal promised`. */
export function followUpInWords(
  followUp: { contactedOn: CalendarDate | null; promised: boolean } | null,
): string {
  const contacted = followUp?.contactedOn
    ? `Contacted ${formatDate(followUp.contactedOn)}`
    : "Not contacted yet"
  return followUp?.promised ? `${contacted} · Renewal promised` : contacted
}

type Named = Term & { plan: { name: string } }
type Counting = Named & { holdsUntil: CalendarDate | null }
type Shown = Counting & { cancelledFrom: CalendarDate | null; cancellationReason: string | null }

export const standingNames: Record<Standing, string> = {
  current: "Current",
  upcoming: "Upcoming",
  ended: "Ended",
  cancelled: "Cancelled",
}

/** `1/1/2026 to 12/31/2026`. */
export const termInWords = ({ startsOn, endsOn }: Term) => `${formatDate(startsOn)} to ${formatDate(endsOn)}`

/** `12 months`, `1 day`. */
export const lengthInWords = (plan: { lengthValue: number; lengthUnit: "days" | "months" }) =>
  count(plan.lengthValue, plan.lengthUnit === "days" ? "day" : "month")

/** When a membership ends, ended, starts or was cancelled, and why: `12 days left`, `Cancelled from 3/1/2026: Moved`. */
export function stateInWords(membership: Shown, today: CalendarDate): string {
  const { startsOn, endsOn, holdsUntil, cancelledFrom, cancellationReason } = membership
  const why = cancellationReason ? `: ${cancellationReason}` : ""
  const cancelled =
    cancelledFrom && cancelledFrom <= endsOn && `ancelled from ${formatDate(cancelledFrom)}${why}`
  const standing = standingOn(membership, today)
  if (standing === "cancelled") return cancelled ? `C${cancelled}` : "Cancelled"
  const days = daysBetween(today, holdsUntil ?? endsOn)
  if (standing === "ended") return `Ended ${formatDaysAgo(-days).toLowerCase()}`
  const until = days === 0 ? "Ends today" : `${count(days, "day")} left`
  const words = standing === "upcoming" ? `Starts on ${formatDate(startsOn)}` : until
  return cancelled ? `${words}, c${cancelled}` : words
}

/** What is asked before a membership is written whose days overlap these. */
export function overlapInWords(others: Counting[]): string {
  const named = others.slice(0, 3).map((other) => `${other.plan.name} (${heldInWords(other)})`)
  const more = others.length > 3 ? [`${others.length - 3} more`] : []
  return `These days overlap ${joined([...named, ...more])}.`
}

const heldInWords = ({ startsOn, endsOn, holdsUntil }: Counting) =>
  termInWords({ startsOn, endsOn: holdsUntil ?? endsOn })

/** `a, b and c`. */
export const joined = (parts: string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`

/** What the second of two is told who renew the same membership. */
export function alreadyRenewedInWords(
  renewal: Named,
  made: { by: string; at: Date } | undefined,
  { now, timeZone }: { now: Date; timeZone: string },
): string {
  return `Already renewed${made ? ` by ${made.by} ${whenInWords()}` : ""}: ${renewal.plan.name}, ${termInWords(renewal)}.`

  function whenInWords() {
    const date = made && dateIn(made.at, timeZone)
    if (!made || !date) return ""
    return date === dateIn(now, timeZone) ? `at ${formatTime(made.at, timeZone)}` : `on ${formatDate(date)}`
  }
}
