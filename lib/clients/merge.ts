import { and, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { clientMerges, clients, contactMethods } from "../../db/schema"
import type { MergeTrace } from "../../db/schema/clients"
import { idOf } from "../core/actor"
import { changesBetween } from "../core/changes"
import { AppError, invalid, notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { type Inside, operation, query } from "../core/operation"
import { joinedIds } from "./external-ids"
import { countMoved, moveRows } from "./merge-rows"
import { choicesBetween, mergeChoices, mergedFields } from "./merged-fields"

export const TwoClients = z.strictObject({ id: uuid, otherId: uuid })

export const MergeInput = TwoClients.extend({
  /** Where the two differ: what is taken from the other client. */
  take: z.array(z.enum(mergeChoices)).default([]),
  version: z.int().positive(),
  otherVersion: z.int().positive(),
})

/**
 * The two records before they are merged: who stays (`client`), who is hidden (`other`), the choices in which they differ,
 * and how many rows go over, by table. The other may be a deleted client. Throws not_found, and invalid for one and the same.
 */
export const mergePreview = query({
  permission: "clients.merge",
  input: TwoClients,
  async run({ db }, two) {
    const { client, other } = await bothOf(db.select().from(clients).where(areBoth(two)), two)
    return {
      client,
      other,
      choices: choicesBetween(client, other),
      moved: await countMoved(db, two),
    }
  },
  shows: ({ client, other }) => [client.id, other.id],
})

/**
 * Makes two records of one person one: visits, memberships, notes, contacts, cards and whatever else the other has go over to
 * the client who stays, and the other is hidden; its id, its cards and its ids at other programs lead to who stays. Returns
 * the id of the merge, by which it can be undone for 30 days. Throws stale when one was saved since it was read.
 */
export const mergeClients = operation({
  permission: "clients.merge",
  input: MergeInput,
  async run(inside, { take, version, otherVersion, ...two }) {
    const { tx, now, actor, record } = inside
    const { client, other } = await lockBoth(tx, two)
    if (client.version !== version || other.version !== otherVersion)
      throw new AppError("stale", "Somebody else saved one of the two in the meantime.")
    const changes = {
      ...mergedFields(client, other, take),
      externalIds: joinedIds(other.externalIds, client.externalIds),
    }
    const merged = { ...client, ...changes }
    if ((merged.notes?.length ?? 0) > 20_000)
      throw invalid("notes", "The notes of both are too long together. Shorten them first.")
    const fields = changesBetween(client, changes)
    await tx
      .update(clients)
      .set({
        deletedAt: other.deletedAt ?? now,
        mergedInto: two.id,
        version: other.version + 1,
        updatedAt: now,
      })
      .where(eq(clients.id, two.otherId))
    await tx
      .update(clients)
      .set({ ...changes, version: client.version + 1, updatedAt: now })
      .where(eq(clients.id, two.id))
    const repointed = await repoint(tx, two.otherId, two.id)
    const silenced = await silence(tx, two, merged.phone)
    const moved = await moveRows(tx, two)
    const trace: MergeTrace = {
      fields,
      deletedAt: other.deletedAt?.toISOString() ?? null,
      moved,
      contactsAdded: await keepContacts(inside, { client, other }, merged),
      silenced,
      withdrawn: await withdraw(tx, two.id),
      repointed,
    }
    const [made] = await tx
      .insert(clientMerges)
      .values({ clientId: two.id, mergedClientId: two.otherId, mergedAt: now, mergedBy: idOf(actor), trace })
      .returning({ id: clientMerges.id })
    const counts = Object.fromEntries(Object.entries(moved).map(([table, keys]) => [table, keys.length]))
    record("client.merged", { mergedClientId: two.otherId, moved: counts }, { clientId: two.id })
    record("client.merged_away", { clientId: two.id }, { clientId: two.otherId })
    const { externalIds: _, ...named } = fields
    if (Object.keys(named).length > 0) record("client.updated", { fields: named }, { clientId: two.id })
    return { id: made?.id ?? "" }
  },
})

type Row = typeof clients.$inferSelect
type Two = z.output<typeof TwoClients>

/** Whether a row of `clients` is one of the two. */
export const areBoth = ({ id, otherId }: Two) => inArray(clients.id, [id, otherId])

/** Both clients, locked in one order, so that two who merge the same two take turns. Throws as `mergePreview` does. */
export const lockBoth = (tx: Transaction, two: Two) =>
  bothOf(tx.select().from(clients).where(areBoth(two)).orderBy(clients.id).for("no key update"), two)

async function bothOf(asked: PromiseLike<Row[]>, { id, otherId }: Two) {
  if (id === otherId) throw invalid("otherId", "Choose another client.")
  const rows = await asked
  const client = rows.find((row) => row.id === id && !row.deletedAt)
  const other = rows.find((row) => row.id === otherId && !row.erasedAt && !row.mergedInto)
  if (!client || !other) throw notFound("client")
  return { client, other }
}

async function repoint(tx: Transaction, from: string, to: string): Promise<string[]> {
  const rows = await tx
    .update(clients)
    .set({ mergedInto: to })
    .where(eq(clients.mergedInto, from))
    .returning({ id: clients.id })
  return rows.map(({ id }) => id)
}

/** The phones and e-mail addresses of both that are not the client's own after the merge become further contacts. */
async function keepContacts(
  { tx, now }: Inside,
  { client, other }: { client: Row; other: Row },
  merged: Record<"phone" | "email", string | null>,
): Promise<string[]> {
  const values = (["phone", "email"] as const).flatMap((kind) =>
    [client[kind], other[kind]].flatMap((value) => (value && value !== merged[kind] ? { kind, value } : [])),
  )
  if (values.length === 0) return []
  const rows = await tx
    .insert(contactMethods)
    .values(values.map((contact) => ({ ...contact, clientId: client.id, createdAt: now })))
    .onConflictDoNothing()
    .returning({ id: contactMethods.id })
  return rows.map(({ id }) => id)
}

/** Where who stays has a number that gets messages, the other's messages go there, too. */
async function silence(tx: Transaction, { id, otherId }: Two, phone: string | null): Promise<string[]> {
  const gets = (clientId: string) =>
    and(eq(contactMethods.clientId, clientId), eq(contactMethods.getsMessages, true))
  if (!phone && (await tx.$count(contactMethods, gets(id))) === 0) return []
  const rows = await tx
    .update(contactMethods)
    .set({ getsMessages: false })
    .where(gets(otherId))
    .returning({ id: contactMethods.id })
  return rows.map(({ id: contactId }) => contactId)
}

/** A consent does not outlive a later withdrawal, whichever record that stood on. */
async function withdraw(tx: Transaction, clientId: string): Promise<MergeTrace["withdrawn"]> {
  const rows = await tx.execute<{ id: string; at: string }>(sql`
    update consents c set revoked_at = later.at
    from (select kind, max(revoked_at) as at from consents where client_id = ${clientId}::uuid group by kind) later
    where c.client_id = ${clientId}::uuid and c.revoked_at is null and later.kind = c.kind and later.at > c.granted_at
    returning c.id, to_char(c.revoked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`)
  return [...rows]
}
