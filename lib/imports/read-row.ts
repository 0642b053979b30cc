import type { z } from "zod"
import { fieldNames } from "../clients/names"
import { isPlaceholder } from "../clients/placeholders"
import { type ClientField, ClientInput } from "../clients/schema"
import { type CalendarDate, isCalendarDate } from "../core/clock"
import { emailAddress, phoneNumber } from "../core/fields"
import { readCell, readDay, readUci, saysNothing } from "./cells"
import type { ColumnField, Mapping } from "./columns"
import type { ImportedContact } from "./contacts"
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
  /** Further phone numbers and e-mail addresses. */
  contacts?: ImportedContact[]
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
  fullName: "Full name",
  nameSuffix: "Suffix of the name",
  furtherPhone: "Further phone",
  furtherEmail: "Further e-mail",
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
  const { values, doubts, contacts } = valuesOf(cells, mapping, today)
  const problems: RowProblem[] = []
  const { planCode, membershipStartsOn, membershipEndsOn, clientId, fullName, nameSuffix, ...fields } = values
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
  const row = { client, blank, term, clientId: idIn(clientId), ...(contacts.length > 0 && { contacts }) }
  return { ok: true, row, doubts }
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
  for (const field of ["firstName", "lastName"] as const)
    if (/[?\uFFFD]/.test(values[field]))
      problems.push({ field, value: shown(values[field]), message: LOST_LETTER })
  const { data, error } = ClientInput.safeParse(values)
  if (data && problems.length === 0) return inOrder(withoutPlaceholders(data, doubts), values, doubts)
  const readable = { ...values }
  for (const { path, message } of error?.issues ?? []) {
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

const LOST_LETTER =
  "A letter of this name was lost: a question mark stands in its place. Save the file as “CSV UTF-8”, or correct the name."

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

type Values = Partial<Record<Exclude<ColumnField, "furtherPhone" | "furtherEmail">, string>>

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
  const contacts: ImportedContact[] = []
  for (const [column, field] of mapping.entries()) {
    if (!field) continue
    const { text, lost } = readCell(cells[column] ?? "", field === "notes")
    const isName = field === "firstName" || field === "lastName" || field === "fullName"
    if (lost)
      doubts.push(leftOut(field, cells[column] ?? "", "A spreadsheet shows this where a value is missing."))
    if (text === "" || (!isName && saysNothing(text))) continue
    if (!isName && text.includes("\uFFFD")) {
      doubts.push(leftOut(field, text, "A letter of it cannot be read: it is written in another encoding."))
      continue
    }
    if (field === "furtherPhone" || field === "furtherEmail") {
      const contact = contactIn(field, text)
      if (contact) contacts.push(contact)
      else doubts.push(leftOut(field, text, "This cannot be read."))
      continue
    }
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
  nameIn(values)
  return { values, doubts, contacts: withoutOwn(values, contacts) }
}

function contactIn(field: "furtherPhone" | "furtherEmail", text: string): ImportedContact | null {
  const kind = field === "furtherPhone" ? "phone" : "email"
  const { data } = (kind === "phone" ? phoneNumber : emailAddress).safeParse(text)
  return data && !isPlaceholder[kind](data) ? { kind, value: data } : null
}

/** The first number and the first address are the client's own, where the file has no other. */
function withoutOwn(values: Values, contacts: ImportedContact[]): ImportedContact[] {
  for (const kind of ["phone", "email"] as const)
    values[kind] ??= contacts.find((contact) => contact.kind === kind)?.value
  for (const kind of ["phone", "email"] as const) if (values[kind] === undefined) delete values[kind]
  const own = (contact: ImportedContact) => values[contact.kind] === contact.value
  return contacts.filter((contact, place) => {
    const isFirst = contacts.findIndex(({ value }) => value === contact.value) === place
    return isFirst && !own(contact)
  })
}

/** Words with which a last name of several words begins. */
const particle =
  /^(de|del|de\w|da|das|do|dos|di|du|la|las|le|los|van|von|der|den|bin|ibn|al|el|san|santa|st\.?)$/i
const suffix = /^(jr|sr|ii|iii|iv)\.?$/i

/** The two names from a column with both, `Reyes, Ana` or `Ana Reyes`, and a suffix with the last name. */
function nameIn(values: Values): void {
  const { fullName, nameSuffix } = values
  if (fullName && !values.firstName && !values.lastName) {
    const [last = "", first] = fullName.split(/,(.*)/).map((part) => part.trim())
    if (first && !suffix.test(first)) Object.assign(values, { firstName: first, lastName: last })
    else Object.assign(values, splitName(fullName.replace(/,/g, " ")))
  }
  if (nameSuffix && values.lastName && !values.lastName.toLowerCase().endsWith(nameSuffix.toLowerCase()))
    values.lastName = `${values.lastName} ${nameSuffix}`
}

function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.split(/\s+/).filter(Boolean)
  const end = suffix.test(words.at(-1) ?? "") ? words.length - 1 : words.length
  const begins = words.findIndex((word, place) => place > 0 && place < end && particle.test(word))
  const at = begins > 0 ? begins : Math.max(1, end - 1)
  return { firstName: words.slice(0, at).join(" "), lastName: words.slice(at).join(" ") }
}

/** A year of two digits is one of the past for birthdays, and one of this century for terms. */
const latestOf = (field: ColumnField, today: CalendarDate) => (field === "dateOfBirth" ? today : "2099-12-31")

const idIn = (cell: string | undefined) =>
  /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(cell?.trim() ?? "")
    ? (cell?.trim().toLowerCase() ?? null)
    : null
