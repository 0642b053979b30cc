import { count } from "../lib/core/format"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { ignoredColumns } from "../lib/imports/columns"
import { importReport } from "../lib/imports/read"
import { columnName } from "../lib/imports/read-row"

/**
 * Prints what an import did or would do, and what is wrong with which lines, without what stands in them. Returns the
 * exit code: 1 when the file or a row of it cannot be imported.
 */
export async function printReport(ctx: Context, id: string): Promise<0 | 1> {
  const found = await importReport(ctx, { id })
  const { state, actions, outcomes, total, wrong, doubtful, doubtfulRows } = found
  if (state === "failed") {
    console.error(`This file was not imported. ${found.problem}`)
    return 1
  }
  const isPreview = state === "checked"
  const failed = isPreview ? actions.fail + actions.unclear : outcomes.failed
  const counts = isPreview
    ? [
        [actions.create, "new"],
        [actions.update, "changed"],
        [actions.join, "same person as a line above"],
        [actions.same, "no change"],
        [actions.skip, "there already"],
        [failed, "wrong"],
      ]
    : [
        [outcomes.created, "added"],
        [outcomes.updated, "changed"],
        [outcomes.same, "no change"],
        [outcomes.skipped, "there already"],
        [failed, "not imported"],
      ]
  console.log(`${count(total, "row")}${isPreview ? ", nothing is written yet" : ""}`)
  for (const [number, words] of counts) if (number) console.log(`${String(number).padStart(8)}  ${words}`)
  for (const row of wrong) printProblems(row)
  if (failed > wrong.length) console.log(`… and ${count(failed - wrong.length, "row")} more`)
  if (doubtfulRows > 0) console.log(`To look at, though not wrong: ${count(doubtfulRows, "row")}`)
  for (const row of doubtful) printProblems(row)
  const ignored = ignoredColumns(found)
  if (ignored.length > 0) console.log(`Nothing is taken from: ${ignored.join(", ")}`)
  if (failed + doubtfulRows > 0) console.log(`All of it: ${env().APP_URL}/imports/${id}`)
  if (isPreview) console.log(`To write it: crm import --resume ${id}`)
  return failed > 0 ? 1 : 0
}

type Told = Awaited<ReturnType<typeof importReport>>["wrong"][number]

function printProblems({ line, action, problems }: Told) {
  for (const { field, message } of problems ?? []) {
    // Who the clients are that a row may mean is not for a terminal.
    const said = action === "unclear" ? "It cannot be told which client this is." : message
    console.log([`line ${line}`, field && columnName(field), said].filter(Boolean).join(": "))
  }
}
