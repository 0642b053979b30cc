import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm"
import { QueryBuilder } from "drizzle-orm/pg-core"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { clients, clientTags, tags } from "../../db/schema"
import type { Timed } from "../../db/schema/columns"
import type { CalendarDate } from "../core/clock"
import { notFound } from "../core/errors"
import { coverageFrom, heldPeriods } from "../coverage/records"
import type { Coverage, Period } from "../coverage/status"

const { searchText, furtherContacts, sortName, deletedAt, erasedAt, ...columns } = getTableColumns(clients)

/** What is read of a client: all but what only the database needs. */
export const clientColumns = columns

const tagNames = new QueryBuilder()
  .select({ name: tags.name })
  .from(clientTags)
  .innerJoin(tags, eq(tags.id, clientTags.tagId))
  .where(eq(clientTags.clientId, clients.id))
  .orderBy(tags.name)

/** The same with the names of their tags and what their coverage is worked out from: one statement for all of it. */
export const wholeColumns = {
  ...columns,
  tags: sql<string[]>`array(${tagNames})`,
  periods: heldPeriods(clients.id),
}

export type ClientRecord = { [K in keyof typeof columns]: (typeof clients.$inferSelect)[K] }
export type WholeRecord = ClientRecord & { tags: string[]; periods: Period[] }
export type Client = ClientRecord & { tags: string[]; coverage: Coverage }

/** The client of such a row, with their coverage on `today`. */
export function clientOf<R extends WholeRecord>({ periods, ...row }: R, today: CalendarDate) {
  return { ...row, coverage: coverageFrom(periods, row, today) }
}

/** The client with this id. Throws not_found also for a deleted one. */
export async function findClient(db: Database, id: string): Promise<ClientRecord> {
  const [client] = await db
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
    .prepare("client")
    .execute()
  if (!client) throw notFound("client")
  return client
}

/** The same whole: with their tags and what their coverage is worked out from. */
export async function findWhole(db: Database, id: string): Promise<WholeRecord> {
  const [client] = await db
    .select(wholeColumns)
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
    .prepare("client_whole")
    .execute()
  if (!client) throw notFound("client")
  return client
}

/** Locks the client with this id until the transaction ends: changes of one client take turns. Throws not_found. */
export async function lockClient(tx: Transaction, id: string): Promise<void> {
  const [client] = await tx
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
    .for("no key update")
    .prepare("client_locked")
    .execute()
  if (!client) throw notFound("client")
}

/** The same, and the client as it is then. */
export async function findAndLockClient(tx: Transaction, id: string): Promise<ClientRecord> {
  const [client] = await tx
    .select(clientColumns)
    .from(clients)
    .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
    .for("no key update")
    .prepare("client_found_and_locked")
    .execute()
  if (!client) throw notFound("client")
  return client
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
