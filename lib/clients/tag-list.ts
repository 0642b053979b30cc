import { asc, count, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { clients, clientTags, tags } from "../../db/schema"
import { query } from "../core/operation"
import { TagId } from "./schema"

/** All tags by name, each with how many clients have it; deleted ones do not count. */
export const listTagsInUse = query({
  permission: "tags.manage",
  input: z.strictObject({}),
  async run({ db }) {
    const counted = db
      .select({ tagId: clientTags.tagId, clients: count().as("clients") })
      .from(clientTags)
      .innerJoin(clients, eq(clients.id, clientTags.clientId))
      .where(isNull(clients.deletedAt))
      .groupBy(clientTags.tagId)
      .as("counted")
    const rows = await db
      .select({ id: tags.id, name: tags.name, clients: counted.clients })
      .from(tags)
      .leftJoin(counted, eq(counted.tagId, tags.id))
      .orderBy(asc(tags.name))
    return rows.map((row) => ({ ...row, clients: row.clients ?? 0 }))
  },
})

/** The name of a tag, or null when there is none (any more). */
export const tagName = query({
  permission: "clients.read",
  input: TagId,
  async run({ db }, { id }) {
    const [tag] = await db.select({ name: tags.name }).from(tags).where(eq(tags.id, id))
    return tag?.name ?? null
  },
})
