import { createHash } from "node:crypto"
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
    const digest = digestOf({ type, data })
    const keep = (row: { externalId: string; problem: string }) =>
      tx
        .insert(inboundEvents)
        .values({ id, type, happenedAt, receivedAt: now, data, digest, state: "attention", ...row })
        .onConflictDoNothing({ target: inboundEvents.externalId })
        .returning({ id: inboundEvents.id })
    // It is written as one that waits, and then said to be processed, or why it is not.
    if ((await keep({ externalId, problem: "It is being processed." })).length === 0) {
      const [first] = await tx
        .select({ digest: inboundEvents.digest })
        .from(inboundEvents)
        .where(eq(inboundEvents.externalId, externalId))
      if (!first?.digest || first.digest === digest) return { status: "duplicate" as const }
      const other = await keep({ externalId: `${externalId} ${digest.slice(0, 12)}`, problem: OTHER_CONTENT })
      if (other.length === 0) return { status: "duplicate" as const }
      record("inbound_event.received", { eventId: id, type, state: "attention" })
      return { status: "processed" as const }
    }
    const state = await handle(inside, { id, type, happenedAt, data })
    record("inbound_event.received", { eventId: id, type, state })
    return { status: "processed" as const }
  },
})

const OTHER_CONTENT = "Another event came with the same id before. Look which of the two is right."

/** The same for the same content, whatever order its fields came in. */
const digestOf = (content: unknown) =>
  createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("hex")

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== "object") return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]))
}

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
