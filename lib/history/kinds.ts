import type { EventType } from "../events"
import { sentences } from "./words"

/** What an admin looks for in the audit log, and the beginnings of the types of such events. */
const beginnings = {
  sign_ins: [
    "user.signed",
    "user.sign_in_failed",
    "user.locked",
    "user.sessions_ended",
    "user.recovery_code_used",
    "access.",
    "kiosk_device.unlocked",
  ],
  readings: ["client.viewed"],
  exports: ["clients.exported", "report.exported", "audit.exported", "import.problems_exported"],
  clients: ["client.", "consent.", "contact_method.", "note.", "member_card."],
  memberships: ["membership.", "plan.", "renewal."],
  visits: ["check_in.", "kiosk_entry.", "kiosk_call."],
  imports: ["import.", "krc."],
  administration: ["user.", "api_key.", "kiosk_device.", "setting.", "webhook_target.", "tag.", "messages."],
} as const

export type AuditKind = keyof typeof beginnings
export const auditKinds = Object.keys(beginnings) as [AuditKind, ...AuditKind[]]

/** The types of the events of a kind. What is looked at, or taken along, or done to sign in, is of that kind alone. */
export function typesOf(kind: AuditKind): EventType[] {
  const all = Object.keys(sentences) as EventType[]
  const own = all.filter((type) => begins(type, kind))
  const first = ["sign_ins", "readings", "exports"] as const
  if (first.some((one) => one === kind)) return own
  return own.filter((type) => !first.some((one) => begins(type, one)))
}

const begins = (type: string, kind: AuditKind) => beginnings[kind].some((start) => type.startsWith(start))
