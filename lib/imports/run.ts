import { and, asc, eq, gt, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { importRows, imports } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Context, operation } from "../core/operation"
import { beginWriting } from "./begin-writing"
import type { InTurn } from "./in-turn"
import { eraseFileIfAsked, lockImport } from "./records"
import { ImportId } from "./schema"
import { writeRows } from "./write"

/** So many rows are written in one transaction: all of them or none. */
const BATCH = 1000

/** Lets an import be written by the background work. Returns its state. Throws conflict unless its preview is there. */
export const startImport = operation({
  permission: "imports.manage",
  input: ImportId,
  async run({ tx, now, record }, { id }) {
    const found = await lockImport(tx, id)
    if (found.state !== "checked") throw new AppError("conflict", "Look at the preview first, then import.")
    await beginWriting(tx, found, now, record)
    return { id, state: "running" as const }
  },
})

/**
 * Writes an import to its end, batch by batch; begun again after it was interrupted, it goes on where it was and writes
 * nothing twice. Rows that somebody else's work made impossible in between end as failed, the others are written.
 */
export async function runImport(context: () => Context, id: string, inTurn: InTurn): Promise<void> {
  let limit = BATCH
  // Rows above are all written; to look at them again in each batch would take longer and longer.
  let after = 0
  while (true) {
    try {
      const written = await inTurn(() => runBatch(context(), { id, limit, after }))
      if (written === null) return
      after = written
      limit = BATCH
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "conflict") throw error
      if (limit > 1) limit = 1
      else await failFirst(context(), { id, message: error.message })
    }
  }
}

const runBatch = operation({
  permission: "imports.advance",
  input: ImportId.extend({ limit: z.int(), after: z.int() }),
  async run({ tx, now, record }, { id, limit, after }): Promise<number | null> {
    const found = await lockImport(tx, id)
    if (found.state !== "running") return null
    const rows = await waitingRows(tx, id, limit, after)
    const last = rows.at(-1)
    if (last) {
      await writeRows(tx, found, rows, now)
      await tx.update(imports).set({ attempts: 0, updatedAt: now }).where(eq(imports.id, id))
      return last.line
    }
    await tx.update(imports).set({ state: "done", finishedAt: now, updatedAt: now }).where(eq(imports.id, id))
    await eraseFileIfAsked(tx, found)
    record("import.finished", { importId: id, counts: await countOutcomes(tx, id) })
    return null
  },
})

const waiting = (id: string) => and(eq(importRows.importId, id), isNull(importRows.outcome))

const waitingRows = (tx: Transaction, id: string, limit: number, after = 0) =>
  tx
    .select()
    .from(importRows)
    .where(and(waiting(id), gt(importRows.line, after)))
    .orderBy(asc(importRows.line))
    .limit(limit)

/** How many rows of an import ended in each way. */
export async function countOutcomes(tx: Transaction, id: string): Promise<Record<string, number>> {
  const rows = await tx
    .select({ outcome: importRows.outcome, count: sql<number>`count(*)::int` })
    .from(importRows)
    .where(eq(importRows.importId, id))
    .groupBy(importRows.outcome)
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome ?? "waiting", count]))
}

const failFirst = operation({
  permission: "imports.advance",
  input: ImportId.extend({ message: z.string() }),
  async run({ tx }, { id, message }) {
    const [row] = await waitingRows(tx, id, 1)
    if (!row) return
    await tx
      .update(importRows)
      .set({ outcome: "failed", problems: [{ field: null, value: "", message }] })
      .where(and(eq(importRows.importId, id), eq(importRows.line, row.line)))
  },
})
