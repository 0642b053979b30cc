import { withoutSpellings } from "../clients/identity"
import type { ClientRecord } from "../clients/records"
import type { ClientField } from "../clients/schema"
import { type ChangeSet, changesBetween } from "../core/changes"
import type { ReadRow } from "./read-row"
import type { ImportOptions } from "./schema"

/**
 * What a row changes of a client who is there: the fields that it fills, and with `clearBlank` those that it leaves
 * blank. Names never become blank, no spelling is changed for another of the same, and notes stay unless they are to be
 * replaced; `notesKept` says that the row had others.
 */
export function changesFor(
  client: ClientRecord,
  { client: given, blank }: ReadRow,
  { clearBlank, replaceNotes }: ImportOptions,
): { changes: ChangeSet; notesKept: boolean } {
  const filled = Object.entries(given).filter(([, value]) => value !== null && value !== undefined)
  const cleared = clearBlank ? blank.filter(isClearable).map((field) => [field, null]) : []
  const { notes, ...wanted } = withoutSpellings(Object.fromEntries([...filled, ...cleared]), client)
  const notesKept = Boolean(notes && client.notes && notes !== client.notes && !replaceNotes)
  return { changes: changesBetween(client, notesKept ? wanted : { ...wanted, notes }), notesKept }
}

const clearable: readonly string[] = [
  "email",
  "phone",
  "dateOfBirth",
  "parentGuardianName",
  "uciNumber",
  "serviceCoordinator",
  "posStartDate",
  "posEndDate",
  "language",
  "notes",
] satisfies ClientField[]

const isClearable = (field: string) => clearable.includes(field)
