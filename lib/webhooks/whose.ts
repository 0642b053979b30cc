import { and, eq, inArray, isNull, or, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clients, contactMethods } from "../../db/schema"
import { identify } from "../clients/identify"
import { whyAmbiguous } from "../clients/identity"
import { AppError } from "../core/errors"
import type { InboundClient } from "./schema"

/**
 * The client an event is about, or null when it is about somebody new: by the sender's id, else as rows of a file are
 * recognized. Throws conflict when it cannot be told, and for somebody who was deleted.
 */
export async function whoseEvent(db: Database, given: InboundClient): Promise<string | null> {
  const [clientId, ...others] = await byExternalId(db, given)
  if (others.length > 0) throw unclear(`${others.length + 1} clients have this id of the sender.`)
  const person = {
    key: 0,
    clientId,
    firstName: given.first_name ?? "",
    lastName: given.last_name ?? "",
    uciNumber: given.uci_number,
    email: given.email,
    phone: given.phone,
  }
  const identity = (await identify(db, [person])).identities.get(0)
  if (identity?.is === "ambiguous") throw unclear(whyAmbiguous(identity))
  if (identity?.is === "deleted") throw unclear("The client who fits was deleted: restore them first.")
  return identity?.is === "one" ? identity.id : null
}

/** The program whose id of the client an event tells; Zapier itself where it does not say. */
export const senderOf = ({ source }: InboundClient) => source?.toLowerCase() ?? "zapier"

const unclear = (why: string) => new AppError("conflict", `${why} Choose whom it is about.`)

/** Everybody who is reached under a phone number: a text that says STOP comes from all of them. */
export async function clientsWithPhone(db: Database, phone: string): Promise<string[]> {
  const further = db
    .select({ id: contactMethods.clientId })
    .from(contactMethods)
    .where(and(eq(contactMethods.kind, "phone"), eq(contactMethods.value, phone)))
  const rows = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(isNull(clients.deletedAt), or(eq(clients.phone, phone), inArray(clients.id, further))))
    .orderBy(clients.id)
  return rows.map(({ id }) => id)
}

async function byExternalId(db: Database, given: InboundClient): Promise<string[]> {
  if (!given.external_id) return []
  const ids = JSON.stringify({ [senderOf(given)]: [given.external_id] })
  const rows = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`${clients.externalIds} @> ${ids}::jsonb`, isNull(clients.deletedAt)))
    .limit(2)
  return rows.map(({ id }) => id)
}
