import type { z } from "zod"
import { revokeConsent } from "../clients/consents"
import { createClient } from "../clients/create"
import { addExternalId } from "../clients/external-ids"
import { withoutSpellings } from "../clients/identity"
import { findClient } from "../clients/records"
import { updateClient } from "../clients/update"
import { dateIn } from "../core/clock"
import { AppError, type FieldError } from "../core/errors"
import type { Context } from "../core/operation"
import { applyCancellation, applyCreation, applyRenewal } from "./apply-membership"
import { asKnownHere } from "./as-known-here"
import {
  InboundCancelled,
  InboundClient,
  type InboundPart,
  InboundTerm,
  type InboundType,
  inboundFields,
} from "./schema"
import { clientsWithPhone, senderOf, whoseEvent } from "./whose"

/** What an event did, as the screens tell it. */
export type Did =
  | "client_created"
  | "client_updated"
  | "membership_created"
  | "membership_renewed"
  | "membership_cancelled"
  | "consent_revoked"
  | "nothing"

export type Applied = { clientId: string | null; membershipId: string | null; did: Did[] }

type Event = { type: InboundType; happenedAt: Date; data: Record<string, unknown> }

/**
 * Does what an event asks for, with the operations that people use, and returns what that was. `chosen` is the client it
 * is about where somebody said so. Throws AppError where somebody has to decide: fields are named as they came.
 */
export async function applyEvent(ctx: Context, event: Event, chosen?: string): Promise<Applied> {
  const given = parsed(InboundClient, "client", event.data)
  if (event.type === "consent.revoked") return revoke(ctx, given, chosen)
  const clientId = chosen ?? (await whoseEvent(ctx.db, given))
  const makes = event.type === "client.upserted" || event.type === "membership.created"
  const person = clientId ? await known(ctx, clientId, given, event.type) : await fresh(ctx, given, makes)
  if (event.type === "client.upserted") return { ...person, membershipId: null, did: someOf(person.did) }
  const { membershipId, did } = await applyToMembership(ctx, event, person.clientId)
  return { clientId: person.clientId, membershipId, did: someOf([...person.did, ...did]) }
}

async function applyToMembership(ctx: Context, event: Event, clientId: string) {
  const { type, happenedAt } = event
  const data = { membership: await asKnownHere(ctx, event.data.membership) }
  if (type === "membership.cancelled") {
    const from = dateIn(happenedAt, ctx.timeZone)
    return applyCancellation(ctx, clientId, parsed(InboundCancelled, "membership", data), from)
  }
  const term = parsed(InboundTerm, "membership", data)
  return type === "membership.renewed"
    ? applyRenewal(ctx, clientId, term)
    : applyCreation(ctx, clientId, term)
}

/** Of somebody who is known, an upsert changes what it names; other events change nothing but remember the sender's id. */
async function known(ctx: Context, clientId: string, given: InboundClient, type: InboundType) {
  await rememberId(ctx, clientId, given)
  if (type !== "client.upserted") return { clientId, did: [] }
  const before = await findClient(ctx.db, clientId)
  const named = Object.entries(fieldsOf(given)).filter(([, value]) => value !== null)
  const changes = withoutSpellings(Object.fromEntries(named), before)
  const { version } = await updateClient(ctx, { id: clientId, changes })
  return { clientId, did: version === before.version ? [] : (["client_updated"] satisfies Did[]) }
}

async function fresh(ctx: Context, given: InboundClient, makes: boolean) {
  if (!makes) throw new AppError("not_found", "No client fits. Choose whom it is about.")
  const { firstName, lastName, ...rest } = fieldsOf(given)
  if (!firstName || !lastName)
    throw new AppError("not_found", "No client fits, and a new one needs both names.")
  const { id } = await createClient(ctx, { firstName, lastName, ...rest, allowDuplicate: true })
  await rememberId(ctx, id, given)
  return { clientId: id, did: ["client_created"] satisfies Did[] }
}

async function revoke(ctx: Context, given: InboundClient, chosen?: string): Promise<Applied> {
  const one = chosen ?? (await whoseEvent(ctx.db, given))
  const everyone = given.phone && !chosen ? await clientsWithPhone(ctx.db, given.phone) : []
  const ids = [...new Set([...(one ? [one] : []), ...everyone])].toSorted()
  if (ids.length === 0) throw new AppError("not_found", "No client fits. Choose whom it is about.")
  for (const clientId of ids) await revokeConsent(ctx, { clientId, kind: "sms" })
  return {
    clientId: ids.length === 1 ? (ids[0] ?? null) : null,
    membershipId: null,
    did: ["consent_revoked"],
  }
}

const fieldsOf = ({ first_name, last_name, email, phone, uci_number }: InboundClient) => ({
  firstName: first_name,
  lastName: last_name,
  email,
  phone,
  uciNumber: uci_number,
})

async function rememberId(ctx: Context, id: string, given: InboundClient) {
  if (given.external_id)
    await addExternalId(ctx, { id, sender: senderOf(given), externalId: given.external_id })
}

const someOf = (did: Did[]): Did[] => (did.length > 0 ? did : ["nothing"])

function parsed<S extends z.ZodType>(
  schema: S,
  part: InboundPart,
  data: Record<string, unknown>,
): z.output<S> {
  const read = schema.safeParse(data[part] ?? {})
  if (read.success) return read.data
  const fields: FieldError[] = read.error.issues.map(({ path, message }) => ({
    field: [part, ...path].join("."),
    message,
  }))
  const labels: Record<string, string> = inboundFields[part]
  const told = read.error.issues.map(
    ({ path, message }) => `${labels[String(path[0])] ?? "Data"}: ${message}`,
  )
  throw new AppError("invalid", told.join(" "), { fields })
}
