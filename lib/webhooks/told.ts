import { listed } from "../core/format"
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
