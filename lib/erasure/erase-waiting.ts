import { and, eq, isNotNull, isNull } from "drizzle-orm"
import { type clients, contactMethods, inboundEvents, kioskEntries, memberCards } from "../../db/schema"
import { identityOf } from "../clients/identity"
import { phoneNumber } from "../core/fields"
import type { Inside } from "../core/operation"
import { entryPurpose } from "../kiosk/entries"
import { peopleWithPhone } from "../kiosk/find"
import { InboundClient } from "../webhooks/schema"
import { senderOf } from "../webhooks/whose"

type Client = typeof clients.$inferSelect

/** Puts away the events that wait for a person and name the client: by an id, a UCI number, or their name with what fits it. */
export async function eraseWaitingEvents({ tx, now }: Inside, client: Client): Promise<void> {
  const waiting = await tx
    .select({ id: inboundEvents.id, data: inboundEvents.data })
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.state, "attention"),
        isNull(inboundEvents.clientId),
        isNotNull(inboundEvents.data),
      ),
    )
  for (const { id, data } of waiting)
    if (isAbout(client, data?.client))
      await tx
        .update(inboundEvents)
        .set({ data: null, fieldProblems: null, state: "dismissed", problem: null, settledAt: now })
        .where(eq(inboundEvents.id, id))
}

function isAbout(client: Client, given: unknown): boolean {
  // What cannot be read in one field is compared without it.
  const fields = Object.entries(InboundClient.shape).map(([name, schema]) => {
    const read = schema.safeParse((given as Record<string, unknown> | undefined)?.[name])
    return [name, read.success ? read.data : null]
  })
  const event = Object.fromEntries(fields) as InboundClient
  if (event.external_id && client.externalIds[senderOf(event)]?.includes(event.external_id)) return true
  const person = {
    firstName: event.first_name ?? "",
    lastName: event.last_name ?? "",
    uciNumber: event.uci_number,
    phone: event.phone,
    email: event.email,
  }
  const { is } = identityOf(person, [{ ...client, clientId: client.id }])
  return is !== "nobody"
}

/** Puts away the entries of tablets that can be nobody else's: by a card of theirs, or a number that only they have. */
export async function eraseWaitingEntries(inside: Inside, client: Client): Promise<void> {
  const { tx, sealer, now } = inside
  const waiting = await tx
    .select({ id: kioskEntries.id, way: kioskEntries.way, sealedGiven: kioskEntries.sealedGiven })
    .from(kioskEntries)
    .where(and(isNull(kioskEntries.settledAt), isNotNull(kioskEntries.sealedGiven)))
  const cards = await tx.select().from(memberCards).where(eq(memberCards.clientId, client.id))
  const phones = await tx
    .select({ value: contactMethods.value })
    .from(contactMethods)
    .where(and(eq(contactMethods.clientId, client.id), eq(contactMethods.kind, "phone")))
  const numbers = [client.phone, ...phones.map(({ value }) => value)]
  for (const { id, way, sealedGiven } of waiting) {
    const given = opened(sealedGiven ?? "", id)
    if (given && (await isTheirs(way, given)))
      await tx
        .update(kioskEntries)
        .set({ sealedGiven: null, outcome: "dismissed", dismissReason: "Erased", settledAt: now })
        .where(eq(kioskEntries.id, id))
  }

  function opened(text: string, id: string): string | null {
    try {
      return sealer.unseal(text, entryPurpose(id))
    } catch {
      // Sealed under another secret: nobody can read it here.
      return null
    }
  }

  async function isTheirs(way: string | null, given: string): Promise<boolean> {
    if (way !== "phone") return cards.some(({ token, code }) => given === token || given === code)
    const phone = phoneNumber.safeParse(given)
    if (!phone.success || !numbers.includes(phone.data)) return false
    const people = await peopleWithPhone({ ...inside, db: tx }, given, 2)
    return people.every((one) => one.id === client.id)
  }
}
