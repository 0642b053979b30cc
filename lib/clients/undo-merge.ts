import { and, desc, eq, gte, inArray, isNotNull, isNull, lt } from "drizzle-orm"
import { z } from "zod"
import { clientMerges, clients, consents, contactMethods } from "../../db/schema"
import type { MergeTrace } from "../../db/schema/clients"
import { changesBetween } from "../core/changes"
import { AppError, notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { operation, query } from "../core/operation"
import { areBoth } from "./merge"
import { moveRowsBack } from "./merge-rows"

/** So many days a merge can be undone. */
const UNDO_DAYS = 30

/**
 * Makes the two records two again, each with what it had; what was changed since stays as it is, and what came since stays
 * with who stayed. Returns the ids of both. Throws conflict after 30 days, and when the UCI number is somebody else's now.
 */
export const undoMerge = operation({
  permission: "clients.merge",
  input: z.strictObject({ id: uuid }),
  async run({ tx, now, record }, { id: mergeId }) {
    const [merge] = await tx
      .select()
      .from(clientMerges)
      .where(and(eq(clientMerges.id, mergeId), isNull(clientMerges.undoneAt)))
      .for("update")
    if (!merge) throw notFound("merge")
    const { trace, clientId: id, mergedClientId: otherId } = merge
    if (!trace || merge.mergedAt < undoableSince(now))
      throw new AppError("conflict", `A merge can be undone for ${UNDO_DAYS} days.`)
    const rows = await tx
      .select()
      .from(clients)
      .where(areBoth({ id, otherId }))
      .orderBy(clients.id)
      .for("no key update")
    const client = rows.find((row) => row.id === id)
    const other = rows.find((row) => row.id === otherId)
    if (!client || !other) throw notFound("client")
    if (client.mergedInto)
      throw new AppError("conflict", "The client was merged again since. Undo that first.")
    if (client.deletedAt) throw new AppError("conflict", "The client was deleted since. Restore them first.")
    await moveRowsBack(tx, { id, otherId }, trace.moved)
    await tx
      .update(contactMethods)
      .set({ getsMessages: true })
      .where(inArray(contactMethods.id, trace.silenced))
    await tx
      .delete(contactMethods)
      .where(and(inArray(contactMethods.id, trace.contactsAdded), eq(contactMethods.clientId, id)))
    for (const { id: consentId, at } of trace.withdrawn)
      await tx
        .update(consents)
        .set({ revokedAt: null })
        .where(and(eq(consents.id, consentId), eq(consents.revokedAt, new Date(at))))
    const back = unchangedSince(client, trace.fields)
    await tx
      .update(clients)
      .set({ ...back, version: client.version + 1, updatedAt: now })
      .where(eq(clients.id, id))
    await tx
      .update(clients)
      .set({
        deletedAt: trace.deletedAt === null ? null : new Date(trace.deletedAt),
        mergedInto: null,
        version: other.version + 1,
        updatedAt: now,
      })
      .where(eq(clients.id, otherId))
    await tx.update(clients).set({ mergedInto: otherId }).where(inArray(clients.id, trace.repointed))
    await tx.update(clientMerges).set({ undoneAt: now, trace: null }).where(eq(clientMerges.id, mergeId))
    record("client.merge_undone", { otherId }, { clientId: id })
    record("client.merge_undone", { otherId: id }, { clientId: otherId })
    const { externalIds: _, ...named } = changesBetween(client, back)
    if (Object.keys(named).length > 0) record("client.updated", { fields: named }, { clientId: id })
    return { id, otherId }
  },
})

/** The merges of a client that can still be undone, the newest first. */
export const listMerges = query({
  permission: "clients.merge",
  input: z.strictObject({ clientId: uuid }),
  run: ({ db, now }, { clientId }) =>
    db
      .select({
        id: clientMerges.id,
        mergedAt: clientMerges.mergedAt,
        firstName: clients.firstName,
        lastName: clients.lastName,
      })
      .from(clientMerges)
      .innerJoin(clients, eq(clients.id, clientMerges.mergedClientId))
      .where(
        and(
          eq(clientMerges.clientId, clientId),
          isNull(clientMerges.undoneAt),
          isNotNull(clientMerges.trace),
          gte(clientMerges.mergedAt, undoableSince(now)),
        ),
      )
      .orderBy(desc(clientMerges.mergedAt)),
})

/** Forgets what merges changed that can no longer be undone. */
export const forgetMerges = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run({ tx, now }) {
    const forgotten = await tx
      .update(clientMerges)
      .set({ trace: null })
      .where(and(lt(clientMerges.mergedAt, undoableSince(now)), isNotNull(clientMerges.trace)))
      .returning({ id: clientMerges.id })
    return { merges: forgotten.length }
  },
})

const undoableSince = (now: Date) => new Date(now.getTime() - UNDO_DAYS * 86_400_000)

type Row = typeof clients.$inferSelect

/** The former values of the fields that nobody changed since. */
function unchangedSince(client: Row, fields: MergeTrace["fields"]): Partial<Row> {
  const current: Record<string, unknown> = client
  const same = Object.entries(fields).filter(
    ([field, { to }]) => JSON.stringify(current[field] ?? null) === JSON.stringify(to ?? null),
  )
  return Object.fromEntries(same.map(([field, { from }]) => [field, from]))
}
