import { listed } from "../core/format"
import type { OutgoingType } from "../events"
import type { Did } from "./apply"
import type { InboundType } from "./schema"

/** What a type of event is called on the screens. */
export const inboundNames: Record<InboundType, string> = {
  "membership.created": "New membership",
  "membership.renewed": "Renewed membership",
  "membership.cancelled": "Cancelled membership",
  "client.upserted": "Client added or changed",
  "consent.revoked": "No more text messages",
}

const didNames: Record<Did, string> = {
  client_created: "added the client",
  client_updated: "changed the client",
  membership_created: "added the membership",
  membership_renewed: "renewed the membership",
  membership_cancelled: "cancelled the membership",
  consent_revoked: "ended the consent to text messages",
  nothing: "nothing to do",
}

/** What an event did, as a sentence without a subject: `Added the client and added the membership`. */
export function didInWords(did: readonly string[]): string {
  const text = listed(did.map((one) => didNames[one as Did] ?? one))
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The name of an event's type, also of one that this version does not know. */
export const nameOfType = (type: string) => inboundNames[type as InboundType] ?? type

/** What a type of event that goes out is called on the screens. */
export const outgoingNames: Record<OutgoingType, string> = {
  "client.created": "Client added",
  "client.updated": "Client changed",
  "membership.created": "Membership added",
  "membership.updated": "Membership changed",
  "membership.status_changed": "Status changed",
  "check_in.created": "Check-in",
  "membership.welcome": "Message: welcome",
  "membership.expiring_30d": "Message: membership ends soon",
  "client.not_checked_in_mid_month": "Message: not seen this month",
  krc_meetup_announce: "Message: meetup",
}

/** The same, also for a test and for a type that this version does not know. */
export const nameOfOutgoing = (type: string) =>
  type === "test" ? "Test" : (outgoingNames[type as OutgoingType] ?? type)

/** Of which events a target is told; null is all of them. */
export const eventsInWords = (types: string[] | null) =>
  types ? listed(types.map(nameOfOutgoing)) : "All events"

const faults: Record<string, string> = {
  timeout: "No answer within 15 seconds",
  unreachable: "Could not be reached",
  private_address: "The address is not on the Internet",
  bad_address: "The address is not one",
  no_secret: "Its secret can no longer be read. Change the secret",
  dev_log: "Only written to the log",
}

/** What came back of one try: `Answer 500`, or why nothing did. */
export const cameBack = ({ status, fault }: { status: number | null; fault: string | null }) =>
  status === null ? (faults[fault ?? ""] ?? "No answer") : `Answer ${status}`
