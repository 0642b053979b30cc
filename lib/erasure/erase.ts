import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import {
  checkIns,
  clientMerges,
  clientNotes,
  clients,
  clientTags,
  consents,
  contactMethods,
  deliveries,
  deliveryTries,
  events,
  ggleapLinks,
  inboundEvents,
  memberCards,
  memberships,
  messages,
  renewalFollowUps,
} from "../../db/schema"
import { everyRecordOf } from "../clients/records"
import { ClientId } from "../clients/schema"
import { notFound } from "../core/errors"
import { operation } from "../core/operation"
import { eraseFromImports } from "./erase-from-imports"
import { eraseWaitingEntries, eraseWaitingEvents } from "./erase-waiting"

/**
 * Replaces everything that tells who a client is and deletes what was written about them, for good.
 * Their visits and memberships stay, without a name: regional-center records are kept at least 5 years. The same becomes of
 * the records that were merged into theirs. Throws not_found also for one of those.
 */
export const eraseClient = operation({
  permission: "clients.erase",
  input: ClientId,
  async run(inside, { id }) {
    const { tx, now, record } = inside
    const records = await tx
      .select()
      .from(clients)
      .where(and(inArray(clients.id, everyRecordOf(id)), isNull(clients.erasedAt)))
      .orderBy(clients.id)
      .for("no key update")
    if (!records.some((one) => one.id === id && !one.mergedInto)) throw notFound("client")
    for (const one of records) {
      // What tells whose it is must be looked for before it is gone from the client.
      await eraseFromImports(tx, one.id)
      await eraseWaitingEvents(inside, one)
      await eraseWaitingEntries(inside, one)
      await eraseWhatIsTheirs(tx, one.id, now)
      await tx
        .update(clients)
        .set({ ...nobody, erasedAt: now, deletedAt: now, updatedAt: now })
        .where(eq(clients.id, one.id))
    }
    await tx.update(clientMerges).set({ trace: null }).where(eq(clientMerges.clientId, id))
    record("client.erased", {}, { clientId: id })
  },
})

async function eraseWhatIsTheirs(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.delete(contactMethods).where(eq(contactMethods.clientId, id))
  await tx.delete(clientTags).where(eq(clientTags.clientId, id))
  await tx.delete(clientNotes).where(eq(clientNotes.clientId, id))
  await tx.delete(memberCards).where(eq(memberCards.clientId, id))
  await tx.delete(ggleapLinks).where(eq(ggleapLinks.clientId, id))
  await tx.delete(renewalFollowUps).where(eq(renewalFollowUps.clientId, id))
  await tx.update(consents).set({ givenBy: null }).where(eq(consents.clientId, id))
  await tx.update(checkIns).set({ notes: null }).where(eq(checkIns.clientId, id))
  await tx
    .update(checkIns)
    .set({ removalReason: "Erased" })
    .where(and(eq(checkIns.clientId, id), isNotNull(checkIns.removalReason)))
  await tx.execute(sql`
    update visit_corrections set reason = 'Erased'
    where check_in_id in (select id from check_ins where client_id = ${id}::uuid)`)
  await tx
    .update(memberships)
    .set({ cancellationReason: "Erased" })
    .where(and(eq(memberships.clientId, id), isNotNull(memberships.cancellationReason)))
  await eraseFromMessages(tx, id, now)
  await tx
    .update(inboundEvents)
    .set({ data: null, fieldProblems: null })
    .where(eq(inboundEvents.clientId, id))
  await eraseFromDeliveries(tx, id, now)
  await tx.execute(sql`select erase_events_of_client(${id})`)
}

/** That there was a message stays; what still waits is not sent. */
async function eraseFromMessages(tx: Transaction, clientId: string, now: Date): Promise<void> {
  const theirs = eq(messages.clientId, clientId)
  await tx.update(messages).set({ text: null, phone: null }).where(theirs)
  await tx
    .update(messages)
    .set({ state: "dropped", droppedBecause: "deleted", finishedAt: now })
    .where(and(theirs, eq(messages.state, "waiting")))
}

/** What was sent to other programs about them, and what came back; what still waits is not sent. */
async function eraseFromDeliveries(tx: Transaction, clientId: string, now: Date): Promise<void> {
  const theirs = tx.select({ id: events.id }).from(events).where(eq(events.clientId, clientId))
  const erased = await tx
    .update(deliveries)
    .set({
      body: null,
      state: sql`case ${deliveries.state} when 'waiting' then 'dead' else ${deliveries.state} end`,
      finishedAt: sql`coalesce(${deliveries.finishedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(inArray(deliveries.eventId, theirs))
    .returning({ id: deliveries.id })
  const ids = erased.map(({ id }) => id)
  if (ids.length > 0)
    await tx.update(deliveryTries).set({ answer: null }).where(inArray(deliveryTries.deliveryId, ids))
}

const nobody = {
  firstName: "Erased",
  lastName: "client",
  email: null,
  phone: null,
  dateOfBirth: null,
  parentGuardianName: null,
  uciNumber: null,
  serviceCoordinator: null,
  posStartDate: null,
  posEndDate: null,
  language: null,
  notes: null,
  externalIds: {},
}
