import { and, eq, inArray, or } from "drizzle-orm"
import type { Database } from "../../db/client"
import { importRows } from "../../db/schema"
import { csvLine } from "../core/csv"
import { authorize, type Context } from "../core/operation"
import { recordsIn } from "./parse"
import { findImport, formatOf, textOf } from "./records"

/**
 * The rows of an import that failed, as CSV in the columns of the file plus one with what is wrong: ready to be
 * corrected and loaded again. Piece by piece. Throws not_found, and forbidden for who may not import.
 */
export async function* problemRows(ctx: Context, id: string): AsyncGenerator<string> {
  authorize(ctx.actor, "imports.manage")
  const found = await findImport(ctx.db, id)
  const problems = await problemsByLine(ctx.db, id)
  const { delimiter, headerAt } = formatOf(found)
  const width = found.headings.length
  yield csvLine([...found.headings, "error"])
  if (problems.size === 0) return
  let place = 0
  for await (const { line, cells } of recordsIn(textOf(ctx.db, found), delimiter)) {
    if (headerAt !== null && place++ <= headerAt) continue
    const problem = problems.get(line)
    if (problem === undefined) continue
    yield csvLine([
      ...Array.from({ length: Math.max(width, cells.length) }, (_, column) => cells[column] ?? ""),
      problem,
    ])
  }
}

async function problemsByLine(db: Database, id: string): Promise<Map<number, string>> {
  const rows = await db
    .select({ line: importRows.line, problems: importRows.problems })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, id),
        or(inArray(importRows.action, ["fail", "unclear"]), eq(importRows.outcome, "failed")),
      ),
    )
  return new Map(
    rows.map(({ line, problems }) => [line, (problems ?? []).map(({ message }) => message).join(" ")]),
  )
}
