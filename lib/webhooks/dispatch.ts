import { inArray, isNull, sql } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { deliveries, events, outbox, webhookTargets } from "../../db/schema"
import { operation } from "../core/operation"
import { bodiesOf } from "./payload"

/** So many events leave the outbox at once. */
const BATCH = 200

/**
 * Takes committed events out of the outbox and puts each on its way to every target that wants it, where it waits while
 * that is switched off; what other workers hold is left to them. Returns how many events left. What is sent is made now, and stays the same at every try.
 */
export const dispatchOutbox = operation({
  permission: "hooks.deliver",
  input: z.strictObject({}),
  async run({ tx, now }) {
    const taken = await tx
      .select({ eventId: outbox.eventId })
      .from(outbox)
      .orderBy(outbox.eventId)
      .limit(BATCH)
      .for("update", { skipLocked: true })
    if (taken.length === 0) return 0
    const ids = taken.map(({ eventId }) => eventId)
    const [happened, targets] = [
      await tx.select().from(events).where(inArray(events.id, ids)),
      await tx
        .select({ id: webhookTargets.id, types: webhookTargets.types })
        .from(webhookTargets)
        .where(isNull(webhookTargets.removedAt)),
    ]
    const bodies = await bodiesOf(tx, happened)
    const rows = happened.flatMap(({ id: eventId, type }) =>
      targets
        .filter(({ types }) => types === null || types.includes(type))
        .map(({ id: targetId }) => ({
          id: v7(),
          targetId,
          eventId,
          type,
          body: bodies.get(eventId),
          state: "waiting" as const,
          nextTryAt: now,
          createdAt: now,
        })),
    )
    if (rows.length > 0) await tx.insert(deliveries).values(rows).onConflictDoNothing()
    await tx.delete(outbox).where(inArray(outbox.eventId, ids))
    return taken.length
  },
})

/**
 * Forgets what deliveries said and what came back, and what came in, once it is older than 30 days; what waited for so
 * long for a target that is switched off is given up. Returns how many of each.
 */
export const redactOld = operation({
  permission: "hooks.deliver",
  input: z.strictObject({}),
  async run({ tx, now }) {
    const before = new Date(now.getTime() - 30 * 86_400_000).toISOString()
    await tx.execute(sql`
      update deliveries set state = 'dead', finished_at = ${before}::timestamptz
      where state = 'waiting' and created_at < ${before}::timestamptz`)
    const deliveries = await tx.execute(sql`
      update deliveries set body = null where finished_at <= ${before}::timestamptz and body is not null`)
    const answers = await tx.execute(sql`
      update delivery_tries set answer = null where tried_at < ${before}::timestamptz and answer is not null`)
    const received = await tx.execute(sql`
      update inbound_events set data = null, field_problems = null
      where received_at < ${before}::timestamptz and state <> 'attention' and data is not null`)
    return { deliveries: deliveries.count, answers: answers.count, received: received.count }
  },
})
