import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { importRows, imports } from "../../db/schema"
import type { Recorder } from "../core/operation"
import type { Mapping } from "./columns"
import { rememberMapping } from "./load"
import type { ImportRecord } from "./records"

/** From the preview to the writing: rows with nothing to write are finished, and the columns are remembered. */
export async function beginWriting(
  tx: Transaction,
  { id, headings, mapping }: ImportRecord,
  now: Date,
  record: Recorder,
): Promise<void> {
  await tx.update(imports).set({ state: "running", attempts: 0, updatedAt: now }).where(eq(imports.id, id))
  await tx
    .update(importRows)
    .set({ outcome: sql`case action when 'same' then 'same' when 'skip' then 'skipped' else 'failed' end` })
    .where(
      and(
        eq(importRows.importId, id),
        isNull(importRows.outcome),
        inArray(importRows.action, ["same", "skip", "fail", "unclear"]),
      ),
    )
  await rememberMapping(tx, headings, mapping as Mapping, now)
  record("import.started", { importId: id })
}
