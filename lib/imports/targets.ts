import { and, eq, inArray, isNotNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { importRows } from "../../db/schema"
import { matchClients } from "./match"
import type { ReadRow } from "./read-row"

type Row = typeof importRows.$inferSelect

/** The client whom each row means now, by line; none for somebody new, several when it cannot be told. */
export async function targetsOf(db: Database, importId: string, rows: Row[]): Promise<Map<number, string[]>> {
  const targets = new Map<number, string[]>()
  const earlier = await clientsOfLines(
    db,
    importId,
    rows.flatMap(({ sameAs }) => sameAs ?? []),
  )
  for (const { line, clientId, sameAs } of rows) {
    const known = clientId ?? earlier.get(sameAs ?? 0)
    if (known) targets.set(line, [known])
  }
  const open = rows.filter(({ line }) => !targets.has(line))
  // Somebody may have been added since the preview.
  const matches = await matchClients(
    db,
    open.map(({ line, input }) => ({ key: line, row: input as ReadRow })),
  )
  const ids = [...matches.values()].flatMap(({ clientIds }) => clientIds)
  const own = await createdBy(db, importId, ids)
  for (const [line, { clientIds }] of matches)
    targets.set(
      line,
      clientIds.filter((id) => !own.has(id)),
    )
  return targets
}

async function clientsOfLines(db: Database, importId: string, lines: number[]): Promise<Map<number, string>> {
  if (lines.length === 0) return new Map()
  const rows = await db
    .select({ line: importRows.line, clientId: importRows.clientId })
    .from(importRows)
    .where(
      and(eq(importRows.importId, importId), inArray(importRows.line, lines), isNotNull(importRows.clientId)),
    )
  return new Map(rows.map(({ line, clientId }) => [line, clientId as string]))
}

/** Of these clients, those whom this import created: that two of its rows are two people was settled in the preview. */
export async function createdBy(db: Database, importId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ clientId: importRows.clientId })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        eq(importRows.outcome, "created"),
        inArray(importRows.clientId, ids),
      ),
    )
  return new Set(rows.map(({ clientId }) => clientId as string))
}
