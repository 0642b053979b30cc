import { and, eq, getTableColumns, isNull, or, sql } from "drizzle-orm"
import { QueryBuilder } from "drizzle-orm/pg-core"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { clients, clientTags, tags } from "../../db/schema"
import type { Timed } from "../../db/schema/columns"
import type { CalendarDate } from "../core/clock"
import { AppError, notFound } from "../core/errors"
import { coverageFrom, heldPeriods } from "../coverage/records"
import type { Coverage, Period } from "../coverage/status"

const { searchText, furtherContacts, sortName, deletedAt, erasedAt, mergedInto, ...columns } =
  getTableColumns(clients)

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

/** The client with this id. Throws not_found also for a deleted one; for one who was merged, with who stayed. */
export async function findClient(db: Database, id: string): Promise<ClientRecord> {
  const asked = db.select(clientColumns).from(clients).where(isPresent(id))
  return present(db, id, await asked.prepare("client").execute())
}

/** The same whole: with their tags and what their coverage is worked out from. */
export async function findWhole(db: Database, id: string): Promise<WholeRecord> {
  const asked = db.select(wholeColumns).from(clients).where(isPresent(id))
  return present(db, id, await asked.prepare("client_whole").execute())
}

/** Locks the client with this id until the transaction ends: changes of one client take turns. Throws not_found. */
export async function lockClient(tx: Transaction, id: string): Promise<void> {
  const asked = tx.select({ id: clients.id }).from(clients).where(isPresent(id)).for("no key update")
  await present(tx, id, await asked.prepare("client_locked").execute())
}

/** The same for work that comes late, under an id from before a merge: locks who stayed and returns their id. */
export async function lockWhoStayed(tx: Transaction, id: string): Promise<string> {
  try {
    await lockClient(tx, id)
    return id
  } catch (error) {
    const stayed = error instanceof AppError && error.details.mergedInto
    if (!stayed) throw error
    await lockClient(tx, stayed)
    return stayed
  }
}

/** The same, and the client as it is then. */
export async function findAndLockClient(tx: Transaction, id: string): Promise<ClientRecord> {
  const asked = tx.select(clientColumns).from(clients).where(isPresent(id)).for("no key update")
  return present(tx, id, await asked.prepare("client_found_and_locked").execute())
}

const isPresent = (id: string) => and(eq(clients.id, id), isNull(clients.deletedAt))

async function present<R>(db: Database, id: string, [client]: R[]): Promise<R> {
  if (client) return client
  const [gone] = await db.select({ mergedInto }).from(clients).where(eq(clients.id, id))
  if (gone?.mergedInto)
    throw new AppError("not_found", "This client was merged into another.", { mergedInto: gone.mergedInto })
  throw notFound("client")
}

/** The clients who are this one: their id, and those of the records that were merged into theirs. */
export const everyRecordOf = (id: string) =>
  new QueryBuilder()
    .select({ id: clients.id })
    .from(clients)
    .where(or(eq(clients.id, id), eq(clients.mergedInto, id)))

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
