import { and, eq, inArray, isNull, or, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clients, contactMethods } from "../../db/schema"
import { AppError } from "../core/errors"
import { matchClients } from "../imports/match"
import type { InboundClient } from "./schema"

/**
 * The client an event is about, or null when it is about somebody new: by the sender's id, else as rows of a file are
 * matched (product rules, section 5). Throws conflict when several fit.
 */
export async function whoseEvent(db: Database, given: InboundClient): Promise<string | null> {
  const [known, matched] = [await byExternalId(db, given.external_id), await matching(db, given)]
  const ids = [...new Set(known.length > 0 ? [...known, ...(given.uci_number ? matched : [])] : matched)]
  if (ids.length > 1) throw new AppError("conflict", `${ids.length} clients fit. Choose whom it is about.`)
  return ids[0] ?? null
}

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

async function byExternalId(db: Database, externalId: string | null): Promise<string[]> {
  if (!externalId) return []
  const rows = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(sql`(${clients.externalIds} ->> 'zapier') = ${externalId}`, isNull(clients.deletedAt)))
    .limit(2)
  return rows.map(({ id }) => id)
}

async function matching(db: Database, given: InboundClient): Promise<string[]> {
  const client = {
    firstName: given.first_name ?? "",
    lastName: given.last_name ?? "",
    uciNumber: given.uci_number,
    email: given.email,
    phone: given.phone,
  }
  const row = { client, blank: [], term: null, clientId: null }
  return (await matchClients(db, [{ key: 0, row }])).get(0)?.clientIds ?? []
}
