import { asc, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { auditHead, eventSeals, events, unsealedEvents } from "../../db/schema"
import { operation } from "../core/operation"
import { dataDigest, hashOf, isBlank, rowDigest } from "./digest"

/** So many events get their seal at once: more than a batch of an import makes, between two of which they come. */
const BATCH = 2500

/**
 * Appends the committed events that wait for it to the chain, the oldest first, and returns how many those were; none
 * while another worker does the same. Whoever writes events never waits for this.
 */
export const sealEvents = operation({
  permission: "audit.seal",
  input: z.strictObject({}),
  async run({ tx }) {
    const [head] = await tx.select().from(auditHead).for("update", { skipLocked: true })
    if (!head) return 0
    const waiting = await waitingEvents(tx)
    if (waiting.length === 0) return 0
    let { position, hash: previousHash } = head
    const seals = waiting
      .filter(({ sealed }) => !sealed)
      .map(({ sealed, ...event }) => {
        position += 1
        const seal = { ...event, position, previousHash }
        previousHash = hashOf(seal)
        return { ...seal, hash: previousHash }
      })
    if (seals.length > 0) {
      await tx.insert(eventSeals).select(recordsOf(eventSeals, seals))
      await tx.update(auditHead).set({ position, hash: previousHash })
    }
    const ids = waiting.map(({ eventId }) => eventId)
    await tx.delete(unsealedEvents).where(inArray(unsealedEvents.eventId, ids))
    return seals.length
  },
})

/** One that has its seal already was put here by nobody who may: it only leaves. */
function waitingEvents(tx: Transaction) {
  const waiting = tx.$with("waiting").as(
    tx
      .select({
        eventId: unsealedEvents.eventId,
        // What is blank already has nothing to hide.
        salt: sql<string | null>`case when ${isBlank} then null else gen_random_uuid()::text end`.as("salt"),
        sealed: sql<boolean>`exists (
          select from ${eventSeals} where ${eventSeals.eventId} = ${unsealedEvents.eventId})`.as("sealed"),
      })
      .from(unsealedEvents)
      .innerJoin(events, eq(events.id, unsealedEvents.eventId))
      .orderBy(asc(unsealedEvents.eventId))
      .limit(BATCH),
  )
  return tx
    .with(waiting)
    .select({
      eventId: waiting.eventId,
      salt: waiting.salt,
      sealed: waiting.sealed,
      rowDigest,
      dataDigest: dataDigest(waiting.salt),
    })
    .from(waiting)
    .innerJoin(events, eq(events.id, waiting.eventId))
    .orderBy(asc(waiting.eventId))
}
