import { and, eq, inArray, isNotNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { importRows } from "../../db/schema"
import { identify } from "../clients/identify"
import type { Identity } from "../clients/identity"
import type { ReadRow } from "./read-row"

type Row = typeof importRows.$inferSelect

/** Who each row means now, by line; clients whom this import made are not asked. */
export async function targetsOf(
  db: Database,
  importId: string,
  rows: Row[],
): Promise<Map<number, Identity<string>>> {
  const targets = new Map<number, Identity<string>>()
  const earlier = await clientsOfLines(
    db,
    importId,
    rows.flatMap(({ sameAs }) => sameAs ?? []),
  )
  for (const { line, clientId, sameAs } of rows) {
    const known = clientId ?? earlier.get(sameAs ?? 0)
    if (known) targets.set(line, { is: "one", id: known, by: "id", unlike: [] })
  }
  // Somebody may have been added since the preview.
  const open = rows.flatMap(({ line, input }) => {
    const { client, clientId } = input as ReadRow
    return targets.has(line) ? [] : [{ ...client, key: line, clientId }]
  })
  const { identities, known } = await identify(db, open)
  const own = await createdBy(db, importId, [...known.keys()])
  for (const [line, identity] of identities) targets.set(line, without(own, identity))
  return targets
}

/** That two of its rows are two people was settled in the preview. */
function without(own: Set<string>, identity: Identity<string>): Identity<string> {
  if (identity.is === "one" && own.has(identity.id)) return { is: "nobody" }
  if (identity.is !== "ambiguous" || identity.because === "contradiction") return identity
  const [id, ...more] = identity.ids.filter((one) => !own.has(one))
  if (!id) return { is: "nobody" }
  return more.length > 0 ? { ...identity, ids: [id, ...more] } : { is: "one", id, by: "contact", unlike: [] }
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

/** Of these clients, those whom this import created. */
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
