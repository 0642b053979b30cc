import { eq, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database, Transaction } from "../../db/client"
import { importRows, imports } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Context, operation } from "../core/operation"
import { allPlans } from "../memberships/records"
import { beginWriting } from "./begin-writing"
import type { Mapping } from "./columns"
import { compareRows } from "./compare"
import type { InTurn } from "./in-turn"
import { alreadyWritten, keepFile, requireUseful } from "./load"
import { type CsvRecord, recordsIn } from "./parse"
import { type RowResult, readRow } from "./read-row"
import { knownPlans } from "./read-term"
import { eraseFileIfAsked, findImport, formatOf, type ImportRecord, lockImport, textOf } from "./records"
import { shown } from "./row-problem"
import { ImportFileInput, ImportId } from "./schema"
import { shapeProblem } from "./shape"

/** So many rows are compared and written at once. */
const BATCH = 1000

/** Lets the file be read and compared by the background work. Throws conflict when the import was written already. */
export const startCheck = operation({
  permission: "imports.manage",
  input: ImportId,
  async run({ tx, now }, { id }) {
    const found = await lockImport(tx, id)
    if (!["new", "checked", "failed"].includes(found.state)) throw alreadyWritten()
    requireUseful(found.mapping as Mapping)
    await tx
      .update(imports)
      .set({ state: "checking", problem: null, attempts: 0, updatedAt: now })
      .where(eq(imports.id, id))
  },
})

/**
 * Takes a file as it is recognised, checks it in the background and, unless it is a dry run, writes it. Returns the id
 * of the import and its state. Throws invalid for a file that cannot be read or lacks a column of a name.
 */
export const importFile = operation({
  permission: "imports.manage",
  input: ImportFileInput,
  async run({ tx, actor, now, record }, { fileName, bytes, check, dryRun, ...options }) {
    const { id, mapping } = await keepFile(tx, { fileName, bytes }, { actor, now, record })
    if (check) requireUseful(mapping as Mapping)
    const state = check ? ("checking" as const) : ("new" as const)
    await tx
      .update(imports)
      .set({ state, unattended: check && !dryRun, options })
      .where(eq(imports.id, id))
    return { id, state }
  },
})

/**
 * Reads the whole file of an import and keeps for each row what would be done with it: the preview. Writes no client.
 * Begun again after it was interrupted, it starts over. A file that cannot be read ends as `failed` with the reason.
 */
export async function checkImport(context: () => Context, id: string, inTurn: InTurn): Promise<void> {
  const { db } = context()
  const found = await findImport(db, id)
  await forgetRows(context(), { id })
  try {
    for await (const records of batchesOf(db, found))
      await inTurn(() => stageRows(context(), { id, records }))
    await endCheck(context(), { id })
  } catch (error) {
    if (error instanceof AppError && error.message === CHANGED) return
    if (!(error instanceof AppError) || error.kind !== "invalid") throw error
    await failCheck(context(), { id, problem: error.details.fields?.[0]?.message ?? error.message })
  }
}

/** Somebody canceled it, or another worker goes on with it. */
const CHANGED = "This import was changed meanwhile."

async function* batchesOf(db: Database, found: ImportRecord): AsyncGenerator<CsvRecord[]> {
  const { delimiter, headerAt } = formatOf(found)
  const headings = found.headings.join("\u0000")
  let batch: CsvRecord[] = []
  let place = 0
  for await (const record of recordsIn(textOf(db, found), delimiter)) {
    const above = headerAt !== null && place++ <= headerAt
    // Files that were put together carry their headings more than once.
    if (above || (headings && record.cells.map((cell) => cell.trim()).join("\u0000") === headings)) continue
    batch.push(record)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const forgetRows = operation({
  permission: "imports.advance",
  input: ImportId,
  async run({ tx }, { id }) {
    await lockImport(tx, id)
    await tx.delete(importRows).where(eq(importRows.importId, id))
    await tx.update(imports).set({ bytesRead: 0 }).where(eq(imports.id, id))
  },
})

const stageRows = operation({
  permission: "imports.advance",
  input: z.strictObject({ id: z.uuid(), records: z.custom<CsvRecord[]>(Array.isArray) }),
  async run({ tx, now, today, timeZone }, { id, records }) {
    const found = await findImport(tx, id)
    if (found.state !== "checking") throw new AppError("conflict", CHANGED)
    const plans = knownPlans(await allPlans(tx))
    const mapping = found.mapping as Mapping
    const width = found.headerAt === null ? Number.POSITIVE_INFINITY : found.headings.length
    const readRecord = (record: CsvRecord): RowResult => {
      const message = shapeProblem(record, width)
      if (!message) return readRow(record.cells, mapping, plans, today)
      const problems = [{ field: null, value: shown(record.cells[0]), message }]
      return { ok: false, problems, named: { firstName: "", lastName: "" } }
    }
    const read = records.map((record) => ({ ...record, result: readRecord(record) }))
    const good = read.flatMap(({ line, result }) => (result.ok ? [{ line, ...result }] : []))
    await insertRows(tx, id, read.map(rowOf))
    await compareRows(tx, found, good, timeZone)
    const size = records.reduce((sum, { cells }) => sum + cells.join(",").length + 1, 0)
    await tx
      .update(imports)
      .set({ bytesRead: sql`least(${imports.fileSize}, ${imports.bytesRead} + ${size})`, updatedAt: now })
      .where(eq(imports.id, id))
  },
})

type Read = CsvRecord & { result: ReturnType<typeof readRow> }
type StagedRow = Omit<typeof importRows.$inferInsert, "importId">

function rowOf({ line, result }: Read): StagedRow {
  if (!result.ok) return { line, action: "fail", problems: result.problems, input: { client: result.named } }
  return { line, action: "create", input: result.row, uciNumber: result.row.client.uciNumber }
}

function insertRows(tx: Transaction, id: string, rows: StagedRow[]) {
  return tx.execute(sql`
    insert into import_rows (import_id, line, action, problems, input, uci_number, name_key)
    select ${id}::uuid, line, action, problems, input, "uciNumber",
      name_fold((input -> 'client' ->> 'firstName') || (input -> 'client' ->> 'lastName'))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as rows(line int, action text, problems jsonb, input jsonb, "uciNumber" text)`)
}

const endCheck = operation({
  permission: "imports.advance",
  input: ImportId,
  async run({ tx, now, record }, { id }) {
    const found = await lockImport(tx, id)
    if (found.state !== "checking") return
    const [any] = await tx
      .select({ line: importRows.line })
      .from(importRows)
      .where(eq(importRows.importId, id))
      .limit(1)
    const problem = any ? null : "There are headings but no rows in this file."
    const state = any ? "checked" : "failed"
    await tx
      .update(imports)
      .set({ state, problem, attempts: 0, bytesRead: found.fileSize, updatedAt: now })
      .where(eq(imports.id, id))
    if (any && found.unattended) await beginWriting(tx, found, now, record)
  },
})

const failCheck = operation({
  permission: "imports.advance",
  input: ImportId.extend({ problem: z.string() }),
  async run({ tx, now }, { id, problem }) {
    const found = await lockImport(tx, id)
    if (found.state !== "checking") return
    await tx.delete(importRows).where(eq(importRows.importId, id))
    await tx
      .update(imports)
      .set({ state: "failed", problem, attempts: 0, updatedAt: now })
      .where(eq(imports.id, id))
    await eraseFileIfAsked(tx, found)
  },
})
