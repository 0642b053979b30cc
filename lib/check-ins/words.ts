import type { Sentences } from "../core/told"
import { evidences, methods } from "./names"

export const checkInSentences: Sentences<"check_in" | "visit"> = {
  "check_in.created": ({ method, station }) => ({
    did: `checked the client in${station ? ` at ${station}` : method === "staff" ? "" : ` (${methodName(method)})`}`,
  }),
  "check_in.ended": () => ({ did: "checked the client out" }),
  "check_in.closed": () => ({ did: "ended a visit that nobody had ended" }),
  "check_in.reopened": () => ({ did: "took a check-out back" }),
  "visit.corrected": ({ to, evidence, reason }) => ({
    did: `corrected a visit to last ${minutesBetween(to.in, to.out)} (${evidenceName(evidence)}): ${reason}`,
  }),
  "visit.entered": ({ in: from, out, evidence, reason }) => ({
    did: `entered a visit afterwards that lasted ${minutesBetween(from, out)} (${evidenceName(evidence)}): ${reason}`,
  }),
  "check_in.undone": () => ({ did: "undid a check-in" }),
  "check_in.voided": ({ reason }) => ({ did: `voided a check-in: ${reason}` }),
}

const evidenceName = (name: string) => (evidences[name as keyof typeof evidences] ?? name).toLowerCase()

/** `2 h 40 min`. */
function minutesBetween(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
  return [minutes >= 60 && `${Math.floor(minutes / 60)} h`, `${minutes % 60} min`].filter(Boolean).join(" ")
}

const methodName = (method: string) => methods[method as keyof typeof methods] ?? method
