import { clientFields } from "@/lib/clients/names"
import type { ClientChanges, ClientField } from "@/lib/clients/schema"

export type ClientValues = Record<ClientField, string | null>
export type SavedClient = ClientValues & { id: string; version: number }

/** What stands in the form for a client's field; browsers send line ends as CRLF. */
export const shownValue = (value: string | null | undefined) => value ?? ""
const typedValue = (value: string | undefined) => (value ?? "").replaceAll("\r\n", "\n")

/** The fields whose text differs from what the form was opened with: nothing else is sent. */
export function typedChanges(base: Partial<ClientValues>, fields: Record<string, string>): ClientChanges {
  const changed = clientFields.filter(
    (field) => field in fields && typedValue(fields[field]) !== shownValue(base[field]),
  )
  return Object.fromEntries(changed.map((field) => [field, typedValue(fields[field])]))
}

export type Clash = { field: ClientField; saved: string; typed: string }

/** The fields that both changed: somebody else saved another value since the form was opened. */
export function clashes(base: ClientValues, saved: ClientValues, typed: ClientChanges): Clash[] {
  return clientFields
    .filter((field) => shownValue(saved[field]) !== shownValue(base[field]) && typed[field] !== undefined)
    .map((field) => ({ field, saved: shownValue(saved[field]), typed: shownValue(typed[field]) }))
}
