import type { ClientRecord } from "../clients/records"
import type { ClientField } from "../clients/schema"
import { type ChangeSet, changesBetween } from "../core/changes"
import { plainly } from "../core/format"
import type { ReadRow } from "./read-row"

/**
 * What a row changes of a client who is there: the fields that it fills, and with `clearBlank` those that it leaves
 * blank. Names never become blank, and do not change for case or accents alone; a UCI
 * number that only lost its leading zeros stays as it is.
 */
export function changesFor(
  client: ClientRecord,
  { client: given, blank }: ReadRow,
  { clearBlank }: { clearBlank: boolean },
): ChangeSet {
  const wanted: Record<string, unknown> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  )
  if (clearBlank) for (const field of blank) if (isClearable(field)) wanted[field] = null
  const { uciNumber } = given
  if (uciNumber && client.uciNumber && uciNumber.padStart(7, "0") === client.uciNumber)
    delete wanted.uciNumber
  for (const name of ["firstName", "lastName"] as const)
    if (plainly(given[name]) === plainly(client[name])) delete wanted[name]
  return changesBetween(client, wanted)
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
