import type { CalendarDate } from "../core/clock"
import { formatDate } from "../core/format"

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
