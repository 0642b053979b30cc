import { count } from "../core/format"
import type { Sentences } from "../core/told"
import type { EventData } from "../events"
import type { Anchor, Fault } from "./chain"

const refused: Record<EventData["access.refused"]["by"], string> = {
  api_key: "the API key was not valid",
  sign_in_limit: "too many wrong passwords from this address",
  pin: "wrong PIN at a tablet",
  link: "the link to set a password was not valid any more",
  pairing_code: "wrong pairing code for a tablet",
  signature: "the signature of an event was not right",
}

/** What is said of each event about the audit log itself. */
export const auditSentences: Sentences<"audit" | "report" | "access"> = {
  "audit.exported": ({ rows }) => ({ did: `exported the audit log as a file: ${count(rows, "row")}` }),
  "report.exported": ({ report, rows }) => ({
    did: `exported ${report} as a file: ${count(rows, "row")}`,
  }),
  "access.refused": ({ by }) => ({ did: `was not let in: ${refused[by]}` }),
}

const faults: Record<Fault["kind"], string> = {
  "event changed": "was changed, or is not in its place",
  "event removed": "was removed",
  "event not sealed": "was written past the chain, or its seal was removed",
  "event waits for long": "still has no seal, though a worker runs",
  "event removed while it waited": "was removed before it had its seal",
  "seal changed": "has a seal that was changed or moved",
  "seals missing": "missing from the chain, with their events",
  "chain broken": "does not follow on what stands before it",
  "head changed": "the end of the chain is not where it was",
  "anchor not met": "is not what was written down elsewhere",
}

/** What is wrong, with the place, the id, the type and the time of the event, as far as they are known. */
export function faultInWords({ kind, position, upTo, eventId, type, occurredAt }: Fault): string {
  const places = upTo && upTo !== position ? `${position} to ${upTo}` : position
  const where = position === undefined ? "" : `place ${places}`
  const what = eventId ? `event ${eventId}` : ""
  const which = [where, what, type ?? "", occurredAt?.toISOString() ?? ""].filter(Boolean).join(", ")
  return which ? `${which}: ${faults[kind]}` : faults[kind]
}

/** A place in the chain as it is written down: `1234:9f86d0…`. */
export const anchorText = ({ position, hash }: Anchor) => `${position}:${hash}`

/** A place in the chain that was written down; undefined when it is none. */
export function anchorIn(text: string): Anchor | undefined {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  return position && hash ? { position: Number(position), hash } : undefined
}
