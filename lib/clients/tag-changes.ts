import { and, eq, sql } from "drizzle-orm"
import { clientTags, tags } from "../../db/schema"
import { invalid } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { MergeTagInput, RenameTagInput, TagId, TagInput } from "./schema"
import { countTagged, findTag, ownTags, tagsBeside } from "./tag-records"

/** Adds a tag that no client has yet and returns it. Throws conflict when there is one of this name, in any case. */
export const createTag = operation({
  permission: "tags.manage",
  input: TagInput,
  async run({ tx, now, record }, { name }) {
    const { id } = only(await tx.insert(tags).values({ name, createdAt: now }).returning({ id: tags.id }))
    record("tag.created", { tagId: id, name })
    return { id, name }
  },
})

/** Gives a tag another name. Throws not_found, and conflict when another tag has the name, in any case. */
export const renameTag = operation({
  permission: "tags.manage",
  input: RenameTagInput,
  async run({ tx, record }, { id, name }) {
    await ownTags(tx)
    const { name: from } = await findTag(tx, id)
    if (from === name) return { from, to: name }
    await tx.update(tags).set({ name }).where(eq(tags.id, id))
    record("tag.renamed", { tagId: id, from, to: name })
    return { from, to: name }
  },
})

/**
 * Gives the clients of one tag the tag called `into` instead, and deletes the first. Returns both names and how many
 * clients had the first. Throws not_found, and invalid when there is no other tag of that name.
 */
export const mergeTag = operation({
  permission: "tags.manage",
  input: MergeTagInput,
  async run({ tx, record }, { id, into }) {
    await ownTags(tx)
    const { name: from } = await findTag(tx, id)
    const [target] = await tx
      .select()
      .from(tags)
      .where(and(sql`lower(${tags.name}) = lower(${into})`, sql`${tags.id} <> ${id}`))
    if (!target) throw invalid("into", "There is no other tag of this name.")
    const [clients, before] = [await countTagged(tx, id), await tagsBeside(tx, id)]
    await tx
      .insert(clientTags)
      .select(
        tx
          .select({ clientId: clientTags.clientId, tagId: sql<string>`${target.id}::uuid`.as("tag_id") })
          .from(clientTags)
          .where(eq(clientTags.tagId, id)),
      )
      .onConflictDoNothing()
    await tx.delete(tags).where(eq(tags.id, id))
    record("tag.merged", { from, to: target.name, clients })
    for (const [clientId, had] of before) {
      const to = [...new Set([...had.filter((name) => name !== from), target.name])]
      record("client.tagged", { tags: { from: had, to } }, { clientId })
    }
    return { from, to: target.name, clients }
  },
})

/** Deletes a tag; its clients lose it. Returns its name and how many they were. Throws not_found. */
export const deleteTag = operation({
  permission: "tags.manage",
  input: TagId,
  async run({ tx, record }, { id }) {
    await ownTags(tx)
    const { name } = await findTag(tx, id)
    const [clients, before] = [await countTagged(tx, id), await tagsBeside(tx, id)]
    await tx.delete(tags).where(eq(tags.id, id))
    record("tag.deleted", { name, clients })
    for (const [clientId, had] of before) {
      const to = had.filter((one) => one !== name)
      record("client.tagged", { tags: { from: had, to } }, { clientId })
    }
    return { name, clients }
  },
})
