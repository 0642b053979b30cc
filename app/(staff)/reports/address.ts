import type { z } from "zod"
import { dateIn } from "@/lib/core/clock"
import { env } from "@/lib/env"
import { ClientsByInput, type Grouping, type Period, PeriodInput, presets } from "@/lib/reports/schema"

export const reports = {
  attendance: "Attendance",
  memberships: "Memberships",
  clients: "Clients",
} as const
export type Report = keyof typeof reports

export type Search = { report?: string; from?: string; to?: string; by?: string; covered?: string }
type Typed = { from: string; to: string }

export type Choice = {
  today: string
  report: Report
  /** What stands in the fields. */
  typed: Typed
  /** Undefined when that is no period. */
  period?: Period
  errors: Partial<Typed>
  by: Grouping
  covered: "today" | "all"
}

/** What the address of the page chooses; three months where it says nothing. */
export function choiceOf({ report, from, to, by, covered }: Search): Choice {
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const usual = presets(today).find(({ name }) => name === "Last 3 months")
  const typed = { from: from ?? usual?.from ?? today, to: to ?? usual?.to ?? today }
  const parsed = PeriodInput.safeParse(typed)
  const grouping = ClientsByInput.shape.by.safeParse(by)
  return {
    today,
    report: names.find((name) => name === report) ?? "attendance",
    typed: parsed.data ?? typed,
    period: parsed.data,
    errors: parsed.error ? errorsOf(parsed.error) : {},
    by: grouping.data ?? "language",
    covered: covered === "all" ? covered : "today",
  }
}

/** The address of the page for this choice, changed in these points. */
export function hrefOf(
  { report, typed, by, covered }: Choice,
  change: Partial<Record<keyof Search, string>> = {},
) {
  const next = { report, ...typed, by, covered, ...change }
  const own = next.report === "clients" ? (["by", "covered"] as const) : (["from", "to"] as const)
  return `/reports?${new URLSearchParams(["report" as const, ...own].map((name) => [name, next[name]]))}`
}

/** Where the same report is a file. */
export function csvHrefOf({ report, typed, by, covered }: Choice): string {
  return `/reports/csv/${report}?${new URLSearchParams(report === "clients" ? { by, covered } : typed)}`
}

const names = Object.keys(reports) as Report[]

function errorsOf(error: z.ZodError): Partial<Typed> {
  const of = (field: string) => error.issues.find(({ path }) => path[0] === field)?.message
  return { from: of("from"), to: of("to") }
}
