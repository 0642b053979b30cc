import { z } from "zod"
import { csvLine } from "../core/csv"
import { query } from "../core/operation"
import { templateColumns } from "./columns"

const examples = [
  {
    first_name: "Ana",
    last_name: "Example",
    email: "ana@example.org",
    phone: "(661) 555-0123",
    date_of_birth: "2/14/2001",
    parent_guardian_name: "Rosa Example",
    uci_number: "0012345",
    service_coordinator: "Kim Coordinator",
    pos_start_date: "1/1/2026",
    pos_end_date: "12/31/2026",
    language: "Spanish",
    notes: "Likes racing games. Delete this row.",
    plan_code: "unlimited",
    membership_starts_on: "1/1/2026",
    membership_ends_on: "12/31/2026",
  },
  { first_name: "Ben", last_name: "Example", notes: "Only the two names are required. Delete this row." },
] satisfies Partial<Record<keyof typeof templateColumns, string>>[]

/** The CSV file to fill in: the columns in their order and two rows that show how. */
export const importTemplate = query({
  permission: "imports.manage",
  input: z.strictObject({}),
  async run() {
    const names = Object.keys(templateColumns) as (keyof typeof templateColumns)[]
    const rows = examples.map((row: Partial<Record<string, string>>) => names.map((name) => row[name] ?? ""))
    return [names, ...rows].map(csvLine).join("")
  },
})
