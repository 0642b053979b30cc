import { eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { clientTags, tags } from "../../db/schema"
import { operation, query } from "../core/operation"
import { lockClient } from "./records"
import { TagsInput } from "./schema"
import { shareTags } from "./tag-records"

/** Gives a client exactly these tags; a tag that does not exist yet is made. Returns their names in order. */
export const setTags = operation({
  permission: "tags.manage",
  input: TagsInput,
  async run({ tx, now, record }, { id, tags: wanted }) {
    await lockClient(tx, id)
    await shareTags(tx)
    const from = await namesOf(tx, id)
    const ids = await findOrMakeTags(tx, wanted, now)
    await tx.delete(clientTags).where(eq(clientTags.clientId, id))
    if (ids.length > 0) await tx.insert(clientTags).values(ids.map((tagId) => ({ clientId: id, tagId })))
    const to = await namesOf(tx, id)
    if (from.join() !== to.join()) record("client.tagged", { tags: { from, to } }, { clientId: id })
    return to
  },
})

/** The names of all tags, for suggestions. */
export const listTags = query({
  permission: "clients.read",
  input: z.strictObject({}),
  async run({ db }) {
    const rows = await db.select({ name: tags.name }).from(tags).orderBy(tags.name)
    return rows.map((row) => row.name)
  },
})

/** The ids of the tags with these names, without regard to case; missing ones are made. */
export async function findOrMakeTags(tx: Transaction, names: string[], now: Date): Promise<string[]> {
  if (names.length === 0) return []
  // In one order, so that two who make the same tags at once wait for each other instead of in a circle.
  await tx
    .insert(tags)
    .values(names.toSorted().map((name) => ({ name, createdAt: now })))
    .onConflictDoNothing()
  // Postgres folds both sides: JavaScript folds İ and final Σ in another way.
  const folded = names.map((name) => sql`lower(${name})`)
  const rows = await tx
    .select({ id: tags.id })
    .from(tags)
    .where(inArray(sql`lower(${tags.name})`, folded))
  return rows.map((row) => row.id)
}

async function namesOf(tx: Transaction, clientId: string): Promise<string[]> {
  const rows = await tx
    .select({ name: tags.name })
    .from(clientTags)
    .innerJoin(tags, eq(tags.id, clientTags.tagId))
    .where(eq(clientTags.clientId, clientId))
    .orderBy(tags.name)
  return rows.map((row) => row.name)
}
