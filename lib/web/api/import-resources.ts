import { z } from "zod"
import { ignoredColumns } from "../../imports/columns"
import { progressOf } from "../../imports/progress"
import type { importReport } from "../../imports/read"
import { snake } from "./names"
import { iso, moment } from "./resource-fields"

const states = ["new", "checking", "checked", "running", "done", "undoing", "undone", "failed"] as const

/** An import that goes on after the answer. */
export const BegunResource = z
  .strictObject({ id: z.uuid(), state: z.enum(states) })
  .meta({ id: "ImportBegun" })

/** The same as the API shows it. */
export const begunResource = ({ id, state }: z.output<typeof BegunResource>) => ({ id, state })

const RowProblem = z.strictObject({
  line: z.int(),
  field: z.string().nullable(),
  value: z.string(),
  message: z.string(),
})

export const ImportResource = z
  .strictObject({
    id: z.uuid(),
    file_name: z.string(),
    state: z.enum(states),
    /** Why the whole file could not be read. */
    problem: z.string().nullable(),
    started_by: z.string(),
    progress: z.strictObject({ done: z.int(), of: z.int() }),
    rows: z.int(),
    preview: z.strictObject({
      create: z.int(),
      update: z.int(),
      join: z.int(),
      same: z.int(),
      skip: z.int(),
      unclear: z.int(),
      fail: z.int(),
    }),
    result: z.strictObject({
      created: z.int(),
      updated: z.int(),
      same: z.int(),
      skipped: z.int(),
      failed: z.int(),
      undone: z.int(),
      not_undone: z.int(),
    }),
    /** What is wrong with the first 100 rows that do not come in. */
    problems: z.array(RowProblem),
    /** What is told of the first 100 rows that come in all the same, such as a cell that was left out. */
    warnings: z.array(RowProblem),
    /** How many such rows there are. */
    rows_with_warnings: z.int(),
    /** The headings of the columns that nothing is taken from. */
    ignored: z.array(z.string()),
    created_at: moment,
    updated_at: moment,
    finished_at: moment.nullable(),
    undone_at: moment.nullable(),
  })
  .meta({ id: "Import" })

/** An import as the API shows it. */
export function importResource(
  found: Awaited<ReturnType<typeof importReport>>,
): z.output<typeof ImportResource> {
  return {
    id: found.id,
    file_name: found.fileName,
    state: found.state,
    problem: found.problem,
    started_by: found.startedBy,
    progress: progressOf(found),
    rows: found.total,
    preview: found.actions,
    result: { ...found.outcomes, undone: found.undone, not_undone: found.kept },
    problems: problemsOf(found.wrong),
    warnings: problemsOf(found.doubtful),
    rows_with_warnings: found.doubtfulRows,
    ignored: ignoredColumns(found),
    created_at: found.createdAt.toISOString(),
    updated_at: found.updatedAt.toISOString(),
    finished_at: iso(found.finishedAt),
    undone_at: iso(found.undoneAt),
  }
}

function problemsOf(rows: Awaited<ReturnType<typeof importReport>>["wrong"]) {
  return rows.flatMap(({ line, problems }) =>
    (problems ?? []).map(({ field, value, message }) => ({
      line,
      field: field && snake(field),
      value,
      message,
    })),
  )
}
