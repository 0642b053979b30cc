import { eq, sql } from "drizzle-orm"
import { v7 } from "uuid"
import { inboundEvents } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Inside, operation } from "../core/operation"
import { applyEvent } from "./apply"
import { InboundEvent, type InboundType } from "./schema"

/**
 * Takes an event whose signature was verified, once, however often and however concurrently it comes. What it asks for is
 * done at once; where somebody has to decide first it waits for them, and the sender need not send it again.
 */
export const receiveEvent = operation({
  permission: "hooks.receive",
  input: InboundEvent,
  async run(inside, { id: externalId, event: type, timestamp, data }) {
    const { tx, now, record } = inside
    const id = v7()
    const happenedAt = new Date(timestamp)
    const kept = await tx
      .insert(inboundEvents)
      // It is written as one that waits, and then said to be processed, or why it is not.
      .values({ id, externalId, type, happenedAt, receivedAt: now, data, ...waiting })
      .onConflictDoNothing({ target: inboundEvents.externalId })
      .returning({ id: inboundEvents.id })
    if (kept.length === 0) return { status: "duplicate" as const }
    const state = await handle(inside, { id, type, happenedAt, data })
    record("inbound_event.received", { eventId: id, type, state })
    return { status: "processed" as const }
  },
})

const waiting = { state: "attention", problem: "It is being processed." } as const

type Kept = { id: string; type: InboundType; happenedAt: Date; data: Record<string, unknown> }

/** Does what an event asks for, all of it or nothing, and notes what became of it. Returns its state. */
export async function handle({ tx, within }: Inside, event: Kept, chosen?: string) {
  // Two events about one new person must not make two of them.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('inbound events'))`)
  const outcome = await tx
    .transaction((savepoint) => applyEvent({ ...within, db: savepoint }, event, chosen))
    .then(
      ({ clientId, membershipId, did }) =>
        ({ state: "processed", problem: null, fieldProblems: null, clientId, membershipId, did }) as const,
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return {
          state: "attention",
          problem: error.message,
          fieldProblems: error.details.fields ?? null,
        } as const
      },
    )
  await tx.update(inboundEvents).set(outcome).where(eq(inboundEvents.id, event.id))
  return outcome.state
}
