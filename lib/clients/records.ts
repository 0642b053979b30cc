import { and, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { clients, clientTags, tags } from "../../db/schema"
import type { Timed } from "../../db/schema/columns"
import type { CalendarDate } from "../core/clock"
import { notFound } from "../core/errors"
import { groupedBy } from "../core/grouped"
import { coverageOf } from "../coverage/records"
import type { Coverage } from "../coverage/status"

const { searchText, sortName, deletedAt, erasedAt, ...columns } = getTableColumns(clients)

/** What is read of a client: all but what only the database needs. */
export const clientColumns = columns

export type ClientRecord = { [K in keyof typeof columns]: (typeof clients.$inferSelect)[K] }
export type Client = ClientRecord & { tags: string[]; coverage: Coverage }

/** The client with this id. Throws not_found also for a deleted one. */
export async function findClient(db: Database, id: string): Promise<ClientRecord> {
  const [client] = await db
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
  if (!client) throw notFound("client")
  return client
}

/** The same with the names of their tags, in one query. */
export async function findTaggedClient(db: Database, id: string) {
  const names = db
    .select({ name: tags.name })
    .from(clientTags)
    .innerJoin(tags, eq(tags.id, clientTags.tagId))
    .where(eq(clientTags.clientId, clients.id))
    .orderBy(tags.name)
  const [client] = await db
    .select({ ...clientColumns, tags: sql<string[]>`array(${names})` })
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
  if (!client) throw notFound("client")
  return client
}

/** The client with this id, locked until the transaction ends: changes of one client take turns. */
export async function lockClient(tx: Transaction, id: string): Promise<ClientRecord> {
  const [client] = await tx
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
    .for("no key update")
  if (!client) throw notFound("client")
  return client
}

/** The clients with their tags and their coverage on `today`, in the order given. */
export async function completed(db: Database, rows: ClientRecord[], today: CalendarDate): Promise<Client[]> {
  if (rows.length === 0) return []
  const coverage = await coverageOf(db, rows, today)
  const named = await db
    .select({ clientId: clientTags.clientId, name: tags.name })
    .from(clientTags)
    .innerJoin(tags, eq(tags.id, clientTags.tagId))
    .where(
      inArray(
        clientTags.clientId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(tags.name)
  const tagsOf = groupedBy(named, (tag) => tag.clientId)
  return rows.map((row) => ({
    ...row,
    tags: (tagsOf.get(row.id) ?? []).map((tag) => tag.name),
    coverage: coverage.get(row.id) as Coverage,
  }))
}

/** Writes new clients, one or thousands, and returns them in the order given. Their times are `now` unless a row tells them. */
export async function insertClients(
  tx: Transaction,
  rows: Timed<typeof clients.$inferInsert>[],
  now: Date,
): Promise<ClientRecord[]> {
  const whole = rows.map((row) => ({
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...row,
    id: row.id ?? v7(),
    externalIds: row.externalIds ?? {},
  }))
  return tx.insert(clients).select(recordsOf(clients, whole)).returning(clientColumns)
}
