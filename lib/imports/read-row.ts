import type { z } from "zod"
import { fieldNames } from "../clients/names"
import { isPlaceholder } from "../clients/placeholders"
import { type ClientField, ClientInput } from "../clients/schema"
import { type CalendarDate, isCalendarDate } from "../core/clock"
import { readCell, readDay, readUci, saysNothing } from "./cells"
import type { ColumnField, Mapping } from "./columns"
import { type ImportedTerm, type KnownPlans, readTerm } from "./read-term"
import { type RowProblem, shown } from "./row-problem"

export type ImportedClient = z.output<typeof ClientInput>

/** A row as it will be written; a field that is missing from `client` was blank or has no column. */
export type ReadRow = {
  client: ImportedClient
  /** The fields that have a column in the file and stood blank in this row. */
  blank: ColumnField[]
  term: ImportedTerm | null
  clientId: string | null
}

type Named = Pick<ImportedClient, "firstName" | "lastName">

/**
 * A row that comes in, and as doubts what was left out of it; one that cannot be written still tells, as far as it can,
 * whom it is about.
 */
export type RowResult =
  | { ok: true; row: ReadRow; doubts: RowProblem[] }
  | { ok: false; problems: RowProblem[]; named: Named }

const columnNames: Record<ColumnField, string> = {
  ...fieldNames,
  planCode: "Plan",
  membershipStartsOn: "Membership start",
  membershipEndsOn: "Membership end",
  clientId: "Client id",
}

/** What the screens call a column. */
export const columnName = (field: string): string => columnNames[field as ColumnField] ?? field

/**
 * Reads one record: the same rules as for a form (`ClientInput`), plus a membership where its columns are filled;
 * without a last day it is as long as the plan usually is. An optional cell that cannot be read is left out and told as a
 * doubt; what is wrong with a name or a membership costs the row. `today` is the centre's.
 */
export function readRow(
  cells: readonly string[],
  mapping: Mapping,
  plans: KnownPlans,
  today: CalendarDate,
): RowResult {
  const { values, doubts } = valuesOf(cells, mapping, today)
  const problems: RowProblem[] = []
  const { planCode, membershipStartsOn, membershipEndsOn, clientId, ...fields } = values
  const client = clientIn({ firstName: "", lastName: "", ...fields }, doubts, problems)
  const term = readTerm({ planCode, membershipStartsOn, membershipEndsOn }, plans, problems)
  if (!client || problems.length > 0) {
    const named = { firstName: shown(values.firstName), lastName: shown(values.lastName) }
    return { ok: false, problems: [...problems, ...doubts], named }
  }
  const left = new Set(doubts.map(({ field }) => field))
  const blank = mapping.filter(
    (field): field is ColumnField => field !== null && !(field in values) && !left.has(field),
  )
  return { ok: true, row: { client, blank, term, clientId: idIn(clientId) }, doubts }
}

const leftOut = (field: ColumnField, value: string, message: string): RowProblem => ({
  field,
  value: shown(value),
  message: `Left out. ${message}`,
})

/** The client without the cells that cannot be read; null when a name cannot. */
function clientIn(
  values: Partial<Record<ClientField, string>> & Named,
  doubts: RowProblem[],
  problems: RowProblem[],
): ImportedClient | null {
  const { data, error } = ClientInput.safeParse(values)
  if (data) return inOrder(withoutPlaceholders(data, doubts), values, doubts)
  const readable = { ...values }
  for (const { path, message } of error.issues) {
    const field = path[0] as ClientField
    const value = values[field] ?? ""
    if (field === "firstName" || field === "lastName") problems.push({ field, value: shown(value), message })
    else {
      if (field in readable) doubts.push(leftOut(field, value, message))
      delete readable[field]
    }
  }
  return problems.length > 0 ? null : clientIn(readable, doubts, problems)
}

const placeholderMessages = {
  uciNumber: "This stands where the UCI number is not known.",
  phone: "Nobody has this phone number.",
  email: "This stands where the e-mail address is not known.",
}

function withoutPlaceholders(client: ImportedClient, doubts: RowProblem[]): ImportedClient {
  const kept = { ...client }
  for (const field of ["uciNumber", "phone", "email"] as const) {
    const value = client[field]
    if (!value || !isPlaceholder[field](value)) continue
    doubts.push(leftOut(field, value, placeholderMessages[field]))
    delete kept[field]
  }
  return kept
}

/** A POS that ends before it starts is none. */
function inOrder(client: ImportedClient, values: Partial<Record<ClientField, string>>, doubts: RowProblem[]) {
  const { posStartDate, posEndDate, ...rest } = client
  if (!posStartDate || !posEndDate || posStartDate <= posEndDate) return client
  const message = "The last day must not lie before the first."
  for (const field of ["posStartDate", "posEndDate"] as const)
    doubts.push(leftOut(field, values[field] ?? "", message))
  return rest
}

type Values = Partial<Record<ColumnField, string>>

const days: readonly ColumnField[] = [
  "dateOfBirth",
  "posStartDate",
  "posEndDate",
  "membershipStartsOn",
  "membershipEndsOn",
]

/** The filled cells by field, as they were meant; what a spreadsheet lost is told. */
function valuesOf(cells: readonly string[], mapping: Mapping, today: CalendarDate) {
  const values: Values = {}
  const doubts: RowProblem[] = []
  for (const [column, field] of mapping.entries()) {
    if (!field) continue
    const { text, lost } = readCell(cells[column] ?? "", field === "notes")
    const isName = field === "firstName" || field === "lastName"
    if (lost)
      doubts.push(leftOut(field, cells[column] ?? "", "A spreadsheet shows this where a value is missing."))
    if (text === "" || (!isName && saysNothing(text))) continue
    const value = days.includes(field) ? (readDay(text, latestOf(field, today)) ?? text) : text
    const read = field === "uciNumber" ? readUci(value) : value
    if (read === null)
      doubts.push(
        leftOut(field, text, "A spreadsheet kept only its first digits: show the column as text there."),
      )
    else if (field === "dateOfBirth" && isCalendarDate(value) && value > today)
      doubts.push(leftOut(field, text, "A birthday cannot lie in the future."))
    else values[field] = read
  }
  return { values, doubts }
}

/** A year of two digits is one of the past for birthdays, and one of this century for terms. */
const latestOf = (field: ColumnField, today: CalendarDate) => (field === "dateOfBirth" ? today : "2099-12-31")

const idIn = (cell: string | undefined) =>
  /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(cell?.trim() ?? "")
    ? (cell?.trim().toLowerCase() ?? null)
    : null
