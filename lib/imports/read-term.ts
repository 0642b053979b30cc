import { lastDayOf } from "../core/clock"
import { calendarDate } from "../core/fields"
import type { ColumnField } from "./columns"
import { type RowProblem, shown } from "./row-problem"

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

type TermCells = Partial<Record<"planCode" | "membershipStartsOn" | "membershipEndsOn", string>>

/** The membership that a row tells, if it does; what is wrong with it is added to `problems`. */
export function readTerm(cells: TermCells, plans: KnownPlans, problems: RowProblem[]): ImportedTerm | null {
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
  if (endsOn < startsOn) return wrong("membershipEndsOn", "The last day must not lie before the first.")
  return { planCode: plan.code, startsOn, endsOn }

  function dateIn(field: "membershipStartsOn" | "membershipEndsOn"): string | null {
    const cell = cells[field]
    if (!cell) return null
    const { data, error } = calendarDate.safeParse(cell)
    return data ?? wrong(field, error?.issues[0]?.message ?? "Enter a date such as 1/31/2026.")
  }
}
