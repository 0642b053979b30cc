import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { checkIns, kioskDevices, kioskEntries, users } from "../../db/schema"
import { enterVisit } from "../check-ins/enter-visit"
import { checkInByKey, UNDO_WITHIN_MS } from "../check-ins/records"
import { removeVisit } from "../check-ins/void"
import { personOf } from "../core/actor"
import { AppError, notFound } from "../core/errors"
import { requiredText, uuid } from "../core/fields"
import { only } from "../core/only"
import { type Inside, operation } from "../core/operation"

/** What is said to be older has no time that can be believed. */
const OLDEST_MS = 30 * 86_400_000

const SettleInput = z.strictObject({
  id: uuid,
  clientIds: z
    .array(uuid.toLowerCase())
    .min(1, "Choose who came.")
    .max(20, "Choose at most 20 clients.")
    .transform((ids) => [...new Set(ids)].toSorted()),
})

/**
 * Checks in those who came with an entry, at the moment it happened. Returns their first names, and of whom a visit around
 * that moment was there already. Throws not_found, and conflict when somebody has settled the entry in the meantime.
 */
export const settleEntry = operation({
  permission: "kiosk.attend",
  input: SettleInput,
  async run(inside, { id, clientIds }) {
    const entry = await lockWaiting(inside.tx, id)
    if (inside.now.getTime() - entry.happenedAt.getTime() > OLDEST_MS)
      throw new AppError(
        "conflict",
        "By the tablet's clock this was more than 30 days ago. Dismiss it, and enter the visit by hand.",
      )
    const people = []
    for (const clientId of clientIds) people.push(await enter(inside, entry, clientId))
    await settle(inside, id, { outcome: "checked_in" })
    inside.record("kiosk_entry.settled", { entryId: id, clients: clientIds.length })
    return { people }
  },
})

/** Puts an entry away without a visit, for a reason. Throws not_found, and conflict when it was settled in the meantime. */
export const dismissEntry = operation({
  permission: "kiosk.attend",
  input: z.strictObject({ id: uuid, reason: requiredText(500, "Say why.") }),
  async run(inside, { id, reason }) {
    await lockWaiting(inside.tx, id)
    await settle(inside, id, { outcome: "dismissed", dismissReason: reason })
    inside.record("kiosk_entry.dismissed", { entryId: id, reason })
  },
})

/**
 * Lets an entry wait again that was settled or dismissed within the last 10 minutes; the visits it made are undone.
 * Throws not_found, and conflict when it is too late or it waits already.
 */
export const reopenEntry = operation({
  permission: "kiosk.attend",
  input: z.strictObject({ id: uuid }),
  async run(inside, { id }) {
    const { tx, now, record } = inside
    const entry = await lockEntry(tx, id)
    if (!entry.settledAt) throw new AppError("conflict", "This entry waits again already.")
    if (now.getTime() - entry.settledAt.getTime() > UNDO_WITHIN_MS)
      throw new AppError(
        "conflict",
        "This was settled more than 10 minutes ago. Change the check-ins instead.",
      )
    for (const visit of await visitsMadeBy(tx, entry))
      await removeVisit(inside, visit.id, { removal: "undone", reason: null })
    await tx
      .update(kioskEntries)
      .set({ settledAt: null, settledBy: null, outcome: null, dismissReason: null })
      .where(eq(kioskEntries.id, id))
    record("kiosk_entry.reopened", { entryId: id })
  },
})

/** Forgets what visitors gave with entries that were settled, once that can no longer be undone. */
export const forgetGiven = (tx: Transaction, now: Date) =>
  tx
    .update(kioskEntries)
    .set({ sealedGiven: null })
    .where(
      and(
        isNotNull(kioskEntries.sealedGiven),
        lt(kioskEntries.settledAt, new Date(now.getTime() - UNDO_WITHIN_MS)),
      ),
    )

type Entry = typeof kioskEntries.$inferSelect

async function lockEntry(tx: Transaction, id: string): Promise<Entry> {
  const [entry] = await tx.select().from(kioskEntries).where(eq(kioskEntries.id, id)).for("update")
  if (!entry) throw notFound("entry")
  return entry
}

async function lockWaiting(tx: Transaction, id: string): Promise<Entry> {
  const entry = await lockEntry(tx, id)
  if (entry.settledAt) throw new AppError("conflict", `${await settler(tx, entry)} has settled this already.`)
  return entry
}

async function settler(tx: Transaction, { settledBy }: Entry): Promise<string> {
  if (!settledBy) return "Somebody"
  return only(await tx.select({ name: users.name }).from(users).where(eq(users.id, settledBy))).name
}

async function enter(inside: Inside, entry: Entry, clientId: string) {
  const { tx } = inside
  const { deviceId, happenedAt, clockOffsetSeconds, timeUncertain } = entry
  const { station } = only(
    await tx
      .select({ station: kioskDevices.station })
      .from(kioskDevices)
      .where(eq(kioskDevices.id, deviceId)),
  )
  const idempotencyKey = await freeKey(tx, `${entry.key}:${clientId}`)
  const { visit, duplicate } = await enterVisit(inside, {
    clientId,
    idempotencyKey,
    station,
    kiosk: { deviceId, arrival: { happenedAt, clockOffsetSeconds, timeUncertain } },
  })
  return { firstName: visit.firstName, duplicate }
}

/** A key whose visit was undone stays its key: settled once more, the entry makes a new visit under another. */
async function freeKey(tx: Transaction, base: string): Promise<string> {
  for (let key = base, next = 2; ; key = `${base}:${next++}`)
    if (!(await checkInByKey(tx, key))?.removal) return key
}

/** Those of this entry only: one that was there before, around the same moment, stays. */
function visitsMadeBy(tx: Transaction, { key, happenedAt }: Entry) {
  return tx
    .select({ id: checkIns.id })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.checkedInAt, happenedAt),
        sql`starts_with(${checkIns.idempotencyKey}, ${`${key}:`})`,
        isNull(checkIns.removal),
      ),
    )
    .orderBy(checkIns.id)
}

type Outcome = { outcome: "checked_in" } | { outcome: "dismissed"; dismissReason: string }

async function settle({ tx, actor, now }: Inside, id: string, outcome: Outcome): Promise<void> {
  await tx
    .update(kioskEntries)
    .set({ ...outcome, settledAt: now, settledBy: personOf(actor).id })
    .where(eq(kioskEntries.id, id))
}
