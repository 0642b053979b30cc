import { and, eq, gte, isNotNull, lt, ne } from "drizzle-orm"
import { z } from "zod"
import { deliveries } from "../../db/schema"
import { addDays, startOfDay } from "../core/clock"
import { AppError, invalid, notFound } from "../core/errors"
import { calendarDate, uuid } from "../core/fields"
import { type Inside, operation } from "../core/operation"
import { lockTarget } from "./targets"

/**
 * Sends a delivery again that arrived or was given up, under the same id and byte for byte the same. Throws not_found,
 * and conflict when it is on its way or what it said was redacted.
 */
export const repeatDelivery = operation({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid }),
  async run(inside, { id }) {
    const [found] = await inside.tx.select().from(deliveries).where(eq(deliveries.id, id))
    if (!found) throw notFound("delivery")
    const { name } = await lockTarget(inside.tx, found.targetId)
    const repeated = await again(inside, eq(deliveries.id, id))
    if (repeated === 0) throw new AppError("conflict", "It is on its way already, or what it said is gone.")
    inside.record("delivery.repeated", { targetId: found.targetId, name, deliveries: repeated })
  },
})

/** The same for everything of one target that was made on the days from `from` to `to`, both included; returns how many. */
export const repeatPeriod = operation({
  permission: "hooks.manage",
  input: z.strictObject({ targetId: uuid, from: calendarDate, to: calendarDate }),
  async run(inside, { targetId, from, to }) {
    if (to < from) throw invalid("to", "The last day must not lie before the first.")
    const { tx, timeZone, record } = inside
    const { name } = await lockTarget(tx, targetId)
    const repeated = await again(
      inside,
      and(
        eq(deliveries.targetId, targetId),
        gte(deliveries.createdAt, startOfDay(from, timeZone)),
        lt(deliveries.createdAt, startOfDay(addDays(to, 1), timeZone)),
      ),
    )
    if (repeated > 0) record("delivery.repeated", { targetId, name, deliveries: repeated })
    return { repeated }
  },
})

async function again({ tx, now }: Inside, which: ReturnType<typeof and>): Promise<number> {
  const repeated = await tx
    .update(deliveries)
    .set({ state: "waiting", tries: 0, nextTryAt: now, finishedAt: null })
    .where(and(which, ne(deliveries.state, "waiting"), isNotNull(deliveries.body)))
    .returning({ id: deliveries.id })
  return repeated.length
}
