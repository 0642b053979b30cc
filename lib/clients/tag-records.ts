import { and, eq, isNull, sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { clients, clientTags, tags } from "../../db/schema"
import { notFound } from "../core/errors"
import { groupedBy } from "../core/grouped"

const LOCK = sql`hashtext('tags')`

/** Waits until nobody renames, merges or deletes tags, and keeps them from it until the transaction ends. */
export const shareTags = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock_shared(${LOCK})`)

/** Waits until nobody gives, renames, merges or deletes tags, and keeps them from it until the transaction ends. */
export const ownTags = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)

/** The tag with this id. Throws not_found. */
export async function findTag(db: Database, id: string) {
  const [tag] = await db.select().from(tags).where(eq(tags.id, id))
  if (!tag) throw notFound("tag")
  return tag
}

/** How many clients have the tag; deleted ones do not count. */
export function countTagged(db: Database, tagId: string): Promise<number> {
  return db.$count(
    db
      .select({ id: clients.id })
      .from(clientTags)
      .innerJoin(clients, eq(clients.id, clientTags.clientId))
      .where(and(eq(clientTags.tagId, tagId), isNull(clients.deletedAt)))
      .as("tagged"),
  )
}

/** The names of all tags of each client that has this one, deleted clients too. */
export async function tagsBeside(db: Database, tagId: string): Promise<Map<string, string[]>> {
  const having = db.select({ id: clientTags.clientId }).from(clientTags).where(eq(clientTags.tagId, tagId))
  const rows = await db
    .select({ clientId: clientTags.clientId, name: tags.name })
    .from(clientTags)
    .innerJoin(tags, eq(tags.id, clientTags.tagId))
    // As an array: a join of the table with itself is planned as row by row where its statistics are old.
    .where(sql`${clientTags.clientId} = any(array(${having}))`)
    .orderBy(clientTags.clientId, tags.name)
  const groups = groupedBy(rows, ({ clientId }) => clientId)
  return new Map([...groups].map(([clientId, group]) => [clientId, group.map(({ name }) => name)]))
}
