import { and, eq, inArray, isNotNull, isNull, ne, notInArray, or } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { importChunks, importRows, imports } from "../../db/schema"
import { type Actor, nameOf } from "../core/actor"
import { invalid, notFound } from "../core/errors"
import type { Mapping } from "./columns"
import type { Delimiter } from "./parse"
import { decoded } from "./text"

export type ImportRecord = typeof imports.$inferSelect

/** The import with this id. Throws not_found. */
export async function findImport(db: Database, id: string): Promise<ImportRecord> {
  const [found] = await db.select().from(imports).where(eq(imports.id, id))
  if (!found) throw notFound("import")
  return found
}

/** The same, locked until the transaction ends. */
export async function lockImport(tx: Transaction, id: string): Promise<ImportRecord> {
  const [found] = await tx.select().from(imports).where(eq(imports.id, id)).for("update")
  if (!found) throw notFound("import")
  return found
}

/** Deletes the file of an import that is over where somebody in it was erased while the import still needed it. */
export async function eraseFileIfAsked(tx: Transaction, { id, fileToErase }: ImportRecord): Promise<void> {
  if (fileToErase) await tx.delete(importChunks).where(eq(importChunks.importId, id))
}

/** The condition that a row of this import cannot be imported, or could not. */
export const isWrong = (importId: string) =>
  and(
    eq(importRows.importId, importId),
    or(inArray(importRows.action, ["fail", "unclear"]), eq(importRows.outcome, "failed")),
  )

/** The condition that a row of this import comes in, or came in, and something is told of it. */
export const isDoubtful = (importId: string) =>
  and(
    eq(importRows.importId, importId),
    isNotNull(importRows.problems),
    notInArray(importRows.action, ["fail", "unclear"]),
    or(isNull(importRows.outcome), ne(importRows.outcome, "failed")),
  )

/** The file of an import, piece by piece, as it came. Throws invalid when a piece of it is not there any more. */
export async function* fileOf(db: Database, importId: string): AsyncGenerator<Uint8Array> {
  const { fileSize } = await findImport(db, importId)
  let read = 0
  for (let number = 0; read < fileSize; number++) {
    const [piece] = await db
      .select({ bytes: importChunks.bytes })
      .from(importChunks)
      .where(and(eq(importChunks.importId, importId), eq(importChunks.number, number)))
    if (!piece) throw invalid("file", "The file is not kept any more. Load it again.")
    read += piece.bytes.length
    yield piece.bytes
  }
}

/** The text of an import's file and how to read it. */
export function textOf(db: Database, { id, encoding }: Pick<ImportRecord, "id" | "encoding">) {
  return decoded(fileOf(db, id), encoding)
}

/** How the columns of the table are used by the code that reads files. */
export const formatOf = ({ delimiter, headerAt, mapping }: ImportRecord) => ({
  delimiter: delimiter as Delimiter,
  headerAt,
  mapping: mapping as Mapping,
})

/** Who started an import, as its row and the history keep it. */
export const starterOf = (actor: Actor) => ({
  userId: actor.kind === "user" ? actor.id : null,
  apiKeyId: actor.kind === "api_key" ? actor.id : null,
  startedBy: nameOf(actor),
})
