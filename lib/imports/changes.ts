import { sameNames } from "../clients/fold"
import { wholeNumber } from "../clients/identity"
import type { ClientRecord } from "../clients/records"
import type { ClientField } from "../clients/schema"
import { type ChangeSet, changesBetween } from "../core/changes"
import type { ReadRow } from "./read-row"
import type { ImportOptions } from "./schema"

/**
 * What a row changes of a client who is there: the fields that it fills, and with `clearBlank` those that it leaves
 * blank. Names never become blank, and a name that folds alike stays as it is; so does a UCI number that only lost its
 * leading zeros, and notes unless they are to be replaced.
 */
export function changesFor(
  client: ClientRecord,
  { client: given, blank }: ReadRow,
  { clearBlank, replaceNotes }: ImportOptions,
): { changes: ChangeSet; notesKept: boolean } {
  const wanted: Record<string, unknown> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  )
  if (clearBlank) for (const field of blank) if (isClearable(field)) wanted[field] = null
  const { uciNumber } = given
  if (uciNumber && wholeNumber(uciNumber) === client.uciNumber) delete wanted.uciNumber
  for (const field of sameNames(given, client)) delete wanted[field]
  const notesKept = Boolean(wanted.notes && client.notes && wanted.notes !== client.notes && !replaceNotes)
  if (notesKept) delete wanted.notes
  return { changes: changesBetween(client, wanted), notesKept }
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
