import type { z } from "zod"
import { fieldNames } from "../clients/names"
import { ClientInput } from "../clients/schema"
import { lastDayOf } from "../core/clock"
import { withoutApostrophe } from "../core/csv"
import { calendarDate } from "../core/fields"
import type { ColumnField, Mapping } from "./columns"

export type ImportedClient = z.output<typeof ClientInput>

/** What is wrong with one cell, in a sentence. */
export type RowProblem = { field: ColumnField | null; value: string; message: string }

export type ImportedTerm = { planCode: string; startsOn: string; endsOn: string }

type Plan = { code: string; name: string; lengthValue: number; lengthUnit: "days" | "months" }

/** Plans by their codes and their names, in lower case. */
export type KnownPlans = Map<string, Plan>

/** The plans by everything that a file may call them. */
export const knownPlans = (plans: readonly Plan[]): KnownPlans =>
  new Map([
    ...plans.map((plan) => [plan.name.toLowerCase(), plan] as const),
    ...plans.map((plan) => [plan.code, plan] as const),
  ])

/** A row as it will be written; a field that is missing from `client` was blank or has no column. */
export type ReadRow = {
  client: ImportedClient
  /** The fields that have a column in the file and stood blank in this row. */
  blank: ColumnField[]
  term: ImportedTerm | null
  clientId: string | null
}

type Named = Pick<ImportedClient, "firstName" | "lastName">

/** A row that cannot be written still tells, as far as it can, whom it is about. */
export type RowResult = { ok: true; row: ReadRow } | { ok: false; problems: RowProblem[]; named: Named }

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
 * without a last day it is as long as the plan usually is.
 */
export function readRow(cells: readonly string[], mapping: Mapping, plans: KnownPlans): RowResult {
  const values = valuesOf(cells, mapping)
  const problems: RowProblem[] = []
  const { planCode, membershipStartsOn, membershipEndsOn, clientId, ...fields } = values
  const client = ClientInput.safeParse({ firstName: "", lastName: "", ...fields })
  for (const { path, message } of client.error?.issues ?? []) {
    const field = path[0] as ColumnField
    problems.push({ field, value: shown(values[field]), message })
  }
  const term = termOf({ planCode, membershipStartsOn, membershipEndsOn }, plans, problems)
  requireOrder(client.data?.posStartDate, client.data?.posEndDate, "posEndDate", values, problems)
  requireOrder(term?.startsOn, term?.endsOn, "membershipEndsOn", values, problems)
  if (!client.success || problems.length > 0) {
    const named = { firstName: shown(values.firstName), lastName: shown(values.lastName) }
    return { ok: false, problems, named }
  }
  const blank = mapping.filter((field): field is ColumnField => field !== null && !(field in values))
  return { ok: true, row: { client: client.data, blank, term, clientId: idIn(clientId) } }
}

/** A value as it can be kept and shown beside what is wrong with it. */
const shown = (value = "") => value.slice(0, 200).toWellFormed().replaceAll("\0", "\uFFFD")

/** The filled cells by field, without the apostrophe that an export puts before what looks like a formula. */
function valuesOf(cells: readonly string[], mapping: Mapping): Partial<Record<ColumnField, string>> {
  const values: Partial<Record<ColumnField, string>> = {}
  for (const [column, field] of mapping.entries()) {
    const cell = cells[column] ?? ""
    if (field && cell.trim() !== "") values[field] = withoutApostrophe(cell)
  }
  return values
}

type TermCells = Partial<Record<"planCode" | "membershipStartsOn" | "membershipEndsOn", string>>

function termOf(cells: TermCells, plans: KnownPlans, problems: RowProblem[]): ImportedTerm | null {
  const { planCode, membershipStartsOn, membershipEndsOn } = cells
  if (!planCode && !membershipStartsOn && !membershipEndsOn) return null
  const wrong = (field: ColumnField, message: string) => {
    problems.push({ field, value: shown(cells[field as keyof TermCells]), message })
    return null
  }
  const plan = plans.get(planCode?.trim().toLowerCase() ?? "")
  if (!planCode) wrong("planCode", "Name the plan of this membership, or leave its dates empty.")
  else if (!plan) wrong("planCode", `There is no plan “${planCode.trim().slice(0, 50)}”.`)
  const startsOn = dateIn("membershipStartsOn")
  if (!membershipStartsOn) wrong("membershipStartsOn", "Enter the first day of the membership.")
  const given = dateIn("membershipEndsOn")
  if (!plan || !startsOn) return null
  const endsOn = given ?? lastDayOf(startsOn, plan.lengthValue, plan.lengthUnit)
  return { planCode: plan.code, startsOn, endsOn }

  function dateIn(field: "membershipStartsOn" | "membershipEndsOn"): string | null {
    const cell = cells[field]
    if (!cell) return null
    const { data, error } = calendarDate.safeParse(cell)
    return data ?? wrong(field, error?.issues[0]?.message ?? "Enter a date such as 1/31/2026.")
  }
}

function requireOrder(
  start: string | null | undefined,
  end: string | null | undefined,
  field: ColumnField,
  values: Partial<Record<ColumnField, string>>,
  problems: RowProblem[],
) {
  if (start && end && end < start)
    problems.push({
      field,
      value: values[field] ?? "",
      message: "The last day must not lie before the first.",
    })
}

const idIn = (cell: string | undefined) =>
  /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(cell?.trim() ?? "")
    ? (cell?.trim().toLowerCase() ?? null)
    : null
