import { inArray } from "drizzle-orm"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { contactMethods } from "../../db/schema"
import type { Work } from "./write"

/** A further phone number or e-mail address of a row, as it is stored. */
export type ImportedContact = { kind: "phone" | "email"; value: string }

type Reachable = { id: string; phone?: string | null; email?: string | null }

/** The numbers and addresses that clients have already, further ones and their own, each as a key of `contactKey`. */
export async function heldContacts(db: Database, clients: Reachable[]): Promise<Set<string>> {
  if (clients.length === 0) return new Set()
  const ids = clients.map(({ id }) => id)
  const rows = await db
    .select({ id: contactMethods.clientId, kind: contactMethods.kind, value: contactMethods.value })
    .from(contactMethods)
    .where(inArray(contactMethods.clientId, ids))
  const own = clients.flatMap(({ id, phone, email }) => [
    ...(phone ? [contactKey(id, { kind: "phone", value: phone })] : []),
    ...(email ? [contactKey(id, { kind: "email", value: email })] : []),
  ])
  return new Set([...own, ...rows.map(({ id, ...contact }) => contactKey(id, contact))])
}

/** One contact of one client. */
export const contactKey = (clientId: string, { kind, value }: ImportedContact) =>
  `${clientId}|${kind}|${value}`

/** Writes the further contacts of rows that their clients do not have, and notes them in `work`. */
export async function writeContacts(tx: Transaction, work: Work[], now: Date): Promise<void> {
  const wanted = work.filter(
    ({ row, client, outcome }) =>
      client && row.contacts?.length && outcome !== "skipped" && outcome !== "failed",
  )
  if (wanted.length === 0) return
  const held = await heldContacts(
    tx,
    wanted.flatMap(({ client }) => client ?? []),
  )
  const rows = wanted.flatMap((one) => {
    const id = one.client?.id ?? ""
    one.contacts = one.row.contacts?.filter((contact) => !held.has(contactKey(id, contact)))
    return (one.contacts ?? []).map((contact) => ({ id: v7(), clientId: id, ...contact, createdAt: now }))
  })
  if (rows.length > 0)
    await tx
      .insert(contactMethods)
      .values(rows)
      .onConflictDoNothing({ target: [contactMethods.clientId, contactMethods.kind, contactMethods.value] })
}

/** Whether a row has contacts that its client does not have. */
export const hasNewContacts = (
  held: Set<string>,
  clientId: string,
  contacts: readonly ImportedContact[] | undefined,
) => contacts?.some((contact) => !held.has(contactKey(clientId, contact))) ?? false
