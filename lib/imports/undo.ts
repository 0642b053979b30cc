import { and, desc, eq, inArray, isNull, lt, ne, or, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { clients, events, importRows, imports } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Context, operation, type Recorder } from "../core/operation"
import type { InTurn } from "./in-turn"
import { lockClients } from "./known-clients"
import { lockImport } from "./records"
import { clientsOf, restoreClients, type Verdict, type WrittenRow } from "./restore"
import { ImportId } from "./schema"
import { requestIdOf } from "./write"

const BATCH = 500

/** Lets an import be taken back by the background work. Returns its state. Throws conflict unless it is finished. */
export const undoImport = operation({
  permission: "imports.manage",
  input: ImportId,
  async run({ tx, now, record }, { id }) {
    const found = await lockImport(tx, id)
    if (found.state !== "done")
      throw new AppError("conflict", "Only an import that is finished can be undone.")
    await tx
      .update(imports)
      .set({ state: "undoing", problem: null, attempts: 0, updatedAt: now })
      .where(eq(imports.id, id))
    record("import.undo_started", { importId: id })
    return { id, state: "undoing" as const }
  },
})

/**
 * Takes an import back to its end, the last rows first: created clients are deleted unless anything happened to them
 * since, changed fields get their old values unless they were changed since, memberships are cancelled from their first
 * day. What stays is noted with the reason. Begun again after an interruption, it goes on where it was.
 */
export async function undoWholeImport(context: () => Context, id: string, inTurn: InTurn): Promise<void> {
  let before: number | null = null
  do before = await inTurn(() => undoBatch(context(), { id, before }))
  while (before !== null)
}

const undoBatch = operation({
  permission: "imports.advance",
  input: ImportId.extend({ before: z.int().nullable() }),
  async run({ tx, now, record }, { id, before }): Promise<number | null> {
    const found = await lockImport(tx, id)
    if (found.state !== "undoing") return null
    const rows = await lastRows(tx, id, before)
    const last = rows.at(-1)
    if (!last) {
      await tx
        .update(imports)
        .set({ state: "undone", undoneAt: now, attempts: 0, updatedAt: now })
        .where(eq(imports.id, id))
      record("import.undone", { importId: id, counts: await countVerdicts(tx, id) })
      return null
    }
    const updated = rows.filter(({ outcome }) => outcome === "updated")
    const created = rows.filter(({ outcome }) => outcome === "created")
    const verdicts = [
      ...(await restoreClients(tx, updated, now, record)),
      ...(await removeClients(tx, id, created, now, record)),
    ]
    await keepVerdicts(tx, id, verdicts)
    await tx.update(imports).set({ attempts: 0 }).where(eq(imports.id, id))
    return last.line
  },
})

const lastRows = (tx: Transaction, id: string, before: number | null) =>
  tx
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, id),
        inArray(importRows.outcome, ["created", "updated"]),
        isNull(importRows.undo),
        before === null ? undefined : lt(importRows.line, before),
      ),
    )
    .orderBy(desc(importRows.line))
    .limit(BATCH)

/** Deletes created clients to whom nothing happened since. */
async function removeClients(
  tx: Transaction,
  importId: string,
  rows: WrittenRow[],
  now: Date,
  record: Recorder,
): Promise<Verdict[]> {
  const present = await lockClients(tx, clientsOf(rows))
  const touched = await touchedSince(tx, importId, [...present.keys()])
  const verdicts = rows.map(({ line, clientId }): Verdict => {
    const id = clientId ?? ""
    if (!present.has(id)) return { line, undo: "kept", problem: "The client was deleted since." }
    const problem = touched.get(id)
    return problem ? { line, undo: "kept", problem } : { line, undo: "undone" }
  })
  const ids = rows.flatMap(({ clientId }) =>
    clientId && present.has(clientId) && !touched.has(clientId) ? clientId : [],
  )
  if (ids.length > 0)
    await tx.update(clients).set({ deletedAt: now, updatedAt: now }).where(inArray(clients.id, ids))
  for (const clientId of ids) record("client.deleted", {}, { clientId })
  return verdicts
}

async function touchedSince(tx: Transaction, importId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({
      clientId: events.clientId,
      visited: sql<boolean>`bool_or(${events.type} = 'check_in.created')`,
    })
    .from(events)
    .where(
      and(
        inArray(events.clientId, ids),
        ne(events.requestId, requestIdOf(importId)),
        ne(events.type, "client.viewed"),
        // What the program tells by itself, such as a status that is another since the import, is nobody's edit.
        or(ne(events.actorKind, "system"), eq(events.channel, "command_line")),
      ),
    )
    .groupBy(events.clientId)
  return new Map(
    rows.map(({ clientId, visited }) => [
      String(clientId),
      visited ? "The client has visited since." : "The client was edited since.",
    ]),
  )
}

function keepVerdicts(tx: Transaction, importId: string, verdicts: Verdict[]) {
  return tx.execute(sql`
    update import_rows i set undo = v.undo, undo_problem = v.problem
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as v(line int, undo text, problem text)
    where i.import_id = ${importId}::uuid and i.line = v.line`)
}

/** How many rows of an import were taken back and how many stay. */
export async function countVerdicts(tx: Transaction, id: string): Promise<Record<string, number>> {
  const rows = await tx
    .select({ undo: importRows.undo, count: sql<number>`count(*)::int` })
    .from(importRows)
    .where(eq(importRows.importId, id))
    .groupBy(importRows.undo)
  return Object.fromEntries(rows.flatMap(({ undo, count }) => (undo ? [[undo, count]] : [])))
}
