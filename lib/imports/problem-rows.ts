import { and, eq, isNotNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { importRows } from "../../db/schema"
import { csvLine } from "../core/csv"
import { operation, stream } from "../core/operation"
import { type ColumnField, templateColumns } from "./columns"
import { recordsIn } from "./parse"
import { findImport, formatOf, textOf } from "./records"
import { ImportId } from "./schema"

/**
 * The rows of an import that failed or of which something was left out, as CSV in the columns of the file plus one with
 * what is wrong: ready to be corrected and loaded again. Those that came in all the same carry the id of their client, so
 * that they are not taken for somebody new. Who takes them is written down first. Throws not_found.
 */
export const problemRows = stream({
  permission: "imports.manage",
  input: ImportId,
  async *run(ctx, { id }) {
    const { db } = ctx
    const found = await findImport(db, id)
    await noteExport(ctx, { id })
    const problems = await problemsByLine(db, id)
    const { delimiter, headerAt, mapping } = formatOf(found)
    const headings = found.headings.map((heading, column) => heading || nameOf(mapping[column]))
    // A file that was downloaded here before has the column already.
    const width = headings.at(-1) === "error" ? headings.length - 1 : headings.length
    const withIds = !mapping.includes("clientId") && [...problems.values()].some(({ clientId }) => clientId)
    const ours = (clientId: string | null, error: string) => (withIds ? [clientId, error] : [error])
    yield csvLine([...headings.slice(0, width), ...ours("client_id", "error")])
    if (problems.size === 0) return
    let place = 0
    for await (const { line, cells } of recordsIn(textOf(db, found), delimiter)) {
      if (headerAt !== null && place++ <= headerAt) continue
      const problem = problems.get(line)
      if (problem === undefined) continue
      const own = Array.from({ length: width }, (_, column) => cells[column] ?? "")
      yield csvLine([...own, ...ours(problem.clientId, problem.told), ...cells.slice(headings.length)])
    }
  },
})

const noteExport = operation({
  permission: "imports.manage",
  input: ImportId,
  async run({ record }, { id }) {
    record("import.problems_exported", { importId: id })
  },
})

/** Without headings the rows could not be loaded again. */
const nameOf = (field: ColumnField | null | undefined) =>
  Object.entries({ ...templateColumns, client_id: "clientId" }).find(([, known]) => known === field)?.[0] ??
  ""

type Problem = { told: string; clientId: string | null }

async function problemsByLine(db: Database, id: string): Promise<Map<number, Problem>> {
  const rows = await db
    .select({ line: importRows.line, problems: importRows.problems, clientId: importRows.clientId })
    .from(importRows)
    .where(and(eq(importRows.importId, id), isNotNull(importRows.problems)))
  return new Map(
    rows.map(({ line, problems, clientId }) => {
      const told = (problems ?? []).map(({ message }) => message).join(" ")
      return [line, { told, clientId }]
    }),
  )
}
