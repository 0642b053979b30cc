import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import { importRows, imports } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Inside, operation } from "../core/operation"
import { eraseFileIfAsked, type ImportRecord, lockImport } from "./records"
import { countOutcomes } from "./run"
import { ImportId } from "./schema"
import { countVerdicts } from "./undo"

/** So often the work on an import is begun without getting on; a machine that is switched off again and again is no fault of it. */
const MOST_ATTEMPTS = 30

/** A failure weighs as much as ten attempts of which nothing is known: the third is the last. */
const FAILURE = 10

const GIVEN_UP = "This was given up after several attempts. The log of the server says why."

/**
 * Counts an attempt before the work on an import begins: what ends the process itself counts, too. False when there were
 * too many: then the import has ended, with the reason.
 */
export const beginAttempt = operation({
  permission: "imports.advance",
  input: ImportId,
  async run(inside, { id }): Promise<boolean> {
    const { tx } = inside
    const found = await lockImport(tx, id)
    const isGivenUp = found.attempts >= MOST_ATTEMPTS
    if (isGivenUp) await endEarly(inside, found, GIVEN_UP)
    else
      await tx
        .update(imports)
        .set({ attempts: found.attempts + 1 })
        .where(eq(imports.id, id))
    return !isGivenUp
  },
})

/** Counts an attempt that failed for more than one that was cut off. */
export const noteFailure = operation({
  permission: "imports.advance",
  input: ImportId,
  run: ({ tx }, { id }) =>
    tx
      .update(imports)
      .set({ attempts: sql`${imports.attempts} + ${FAILURE - 1}` })
      .where(eq(imports.id, id)),
})

/** Takes an attempt back that ended because the worker was stopped. */
export const forgetAttempt = operation({
  permission: "imports.advance",
  input: ImportId,
  run: ({ tx }, { id }) =>
    tx
      .update(imports)
      .set({ attempts: sql`greatest(0, ${imports.attempts} - 1)` })
      .where(eq(imports.id, id)),
})

/**
 * Ends the work on an import between two batches: a check leaves no preview, rows that were not written yet are left out,
 * and what was not taken back yet stays. What was written can be undone. Returns the state. Throws conflict when nothing
 * goes on.
 */
export const cancelImport = operation({
  permission: "imports.manage",
  input: ImportId,
  async run(inside, { id }) {
    const found = await lockImport(inside.tx, id)
    if (!["checking", "running", "undoing"].includes(found.state))
      throw new AppError("conflict", "Nothing goes on with this import.")
    return { id, state: await endEarly(inside, found, "This was canceled.") }
  },
})

async function endEarly({ tx, now, record }: Inside, found: ImportRecord, problem: string) {
  const { id } = found
  const end = async (state: ImportRecord["state"], more: Partial<ImportRecord> = {}) => {
    await tx
      .update(imports)
      .set({ state, problem, attempts: 0, updatedAt: now, ...more })
      .where(eq(imports.id, id))
    await eraseFileIfAsked(tx, found)
    return state
  }
  if (found.state === "checking") {
    await tx.delete(importRows).where(eq(importRows.importId, id))
    return end("failed")
  }
  if (found.state === "running") {
    const problems = [{ field: null, value: "", message: problem }]
    await tx
      .update(importRows)
      .set({ outcome: "skipped", problems })
      .where(and(eq(importRows.importId, id), isNull(importRows.outcome)))
    record("import.finished", { importId: id, counts: await countOutcomes(tx, id) })
    return end("done", { finishedAt: now })
  }
  await tx
    .update(importRows)
    .set({ undo: "kept", undoProblem: problem })
    .where(
      and(
        eq(importRows.importId, id),
        isNull(importRows.undo),
        inArray(importRows.outcome, ["created", "updated"]),
      ),
    )
  record("import.undone", { importId: id, counts: await countVerdicts(tx, id) })
  return end("undone", { undoneAt: now })
}

/** So many days the file of an import is kept. */
const KEPT_DAYS = 30

/**
 * Forgets files that nobody worked on for 30 days, with what stood in the rows that were not imported; what was imported can
 * still be undone.
 */
export const forgetFiles = operation({
  permission: "imports.advance",
  input: ImportId.omit({ id: true }),
  async run({ tx, now }) {
    const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString()
    const old = sql`select id from imports where updated_at < ${before}::timestamptz
      and state not in ('checking', 'running', 'undoing')`
    const files = await tx.execute(sql`
      with gone as (delete from import_chunks where import_id in (${old}) returning import_id)
      select count(distinct import_id)::int as files from gone`)
    await tx.execute(sql`
      update import_rows set input = null, problems = null, uci_number = null, name_key = null
      where import_id in (${old}) and input is not null and (outcome is null or outcome in ('failed', 'skipped'))`)
    await tx.execute(sql`
      update imports set state = 'failed', problem = 'The file was not kept any longer. Load it again.'
      where id in (${old}) and state in ('new', 'checked')`)
    return { files: Number(files[0]?.files ?? 0) }
  },
})
