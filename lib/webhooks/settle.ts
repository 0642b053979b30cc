import { eq } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { inboundEvents } from "../../db/schema"
import { personOf } from "../core/actor"
import { AppError, notFound } from "../core/errors"
import { requiredText, uuid } from "../core/fields"
import { operation } from "../core/operation"
import { handle } from "./receive"
import { type InboundType, SettleInboundInput } from "./schema"

/**
 * Does again what an event asks for that waits, with what somebody corrected or chose. Returns its state: it may wait
 * again, for the same or for another reason. Throws not_found, and conflict when it was settled in the meantime.
 */
export const settleInbound = operation({
  permission: "hooks.manage",
  input: SettleInboundInput,
  async run(inside, { id, data, clientId }) {
    const { tx, record, actor, now } = inside
    const found = await lockWaiting(tx, id)
    const corrected = { ...found.data, ...data }
    const type = found.type as InboundType
    await tx.update(inboundEvents).set({ data: corrected }).where(eq(inboundEvents.id, id))
    const state = await handle(inside, { ...found, type, data: corrected }, clientId)
    if (state === "processed") {
      const settled = { settledAt: now, settledBy: personOf(actor).id }
      await tx.update(inboundEvents).set(settled).where(eq(inboundEvents.id, id))
      record("inbound_event.settled", { eventId: id, type: found.type })
    }
    return { state }
  },
})

/** Puts an event away that waits, for a reason. Throws not_found, and conflict when it was settled in the meantime. */
export const dismissInbound = operation({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid, reason: requiredText(500, "Say why.") }),
  async run({ tx, record, actor, now }, { id, reason }) {
    const { type } = await lockWaiting(tx, id)
    const settled = { settledAt: now, settledBy: personOf(actor).id }
    await tx
      .update(inboundEvents)
      .set({ state: "dismissed", problem: reason, fieldProblems: null, ...settled })
      .where(eq(inboundEvents.id, id))
    record("inbound_event.dismissed", { eventId: id, type, reason })
  },
})

async function lockWaiting(tx: Transaction, id: string) {
  const [found] = await tx.select().from(inboundEvents).where(eq(inboundEvents.id, id)).for("update")
  if (!found) throw notFound("event")
  if (found.state !== "attention") throw new AppError("conflict", "Somebody settled this in the meantime.")
  return { ...found, data: found.data ?? {} }
}
