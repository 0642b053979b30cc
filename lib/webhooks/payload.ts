import { eq, inArray } from "drizzle-orm"
import type { Database } from "../../db/client"
import { checkIns, clients, type events, memberships, messages, plans } from "../../db/schema"
import { newestIds } from "../clients/external-ids"
import type { OutgoingType } from "../events"

type Event = Pick<typeof events.$inferSelect, "id" | "type" | "data" | "clientId" | "occurredAt">

/**
 * The bodies of events as other systems get them, by event id: `{id, event, timestamp, schema, data}`. Of a client they tell
 * the name, how to reach them and their language: nothing about who pays, health or notes, and of coverage only what the
 * event is about.
 */
export async function bodiesOf(db: Database, happened: Event[]): Promise<Map<string, string>> {
  const [people, terms, visits, texts] = [
    await peopleIn(db, happened),
    await termsIn(db, happened),
    await visitsIn(db, happened),
    await textsIn(db, happened),
  ]
  return new Map(
    happened.map((event) => {
      const client = event.clientId
        ? (people.get(event.clientId) ?? { id: event.clientId, deleted: true })
        : null
      return [event.id, bodyOf(event, { client, ...partOf(event) })]
    }),
  )

  function partOf({ type, data }: Event): object {
    const { membershipId, checkInId, messageId, fields } = data as Record<string, string>
    const membership = terms.get(membershipId ?? "") ?? { id: membershipId }
    const message = { ...texts.get(messageId ?? ""), from: data.from ?? null }
    switch (type as OutgoingType) {
      case "membership.created":
      case "membership.updated":
        return { membership }
      case "membership.welcome":
      case "membership.expiring_30d":
        return { membership, message }
      case "client.not_checked_in_mid_month":
      case "krc_meetup_announce":
        return { message }
      case "check_in.created":
        return { check_in: visits.get(checkInId ?? "") ?? { id: checkInId } }
      case "membership.status_changed":
        return { status: { from: data.from, to: data.to } }
      case "client.updated":
        return { changed: Object.keys(fields ?? {}) }
      default:
        return {}
    }
  }
}

/** The text of one body. */
export const bodyOf = ({ id, type, occurredAt }: Omit<Event, "data" | "clientId">, data: object) =>
  JSON.stringify({ id, event: type, timestamp: occurredAt.toISOString(), schema: 1, data })

async function peopleIn(db: Database, happened: Event[]) {
  const ids = [...new Set(happened.flatMap(({ clientId }) => clientId ?? []))]
  if (ids.length === 0) return new Map<string, object>()
  const rows = await db
    .select({
      id: clients.id,
      first_name: clients.firstName,
      last_name: clients.lastName,
      email: clients.email,
      phone: clients.phone,
      language: clients.language,
      external_ids: clients.externalIds,
      deletedAt: clients.deletedAt,
    })
    .from(clients)
    .where(inArray(clients.id, ids))
  return new Map(
    rows.map(({ deletedAt, external_ids, ...person }) => [
      person.id,
      deletedAt ? { id: person.id, deleted: true } : { ...person, external_ids: newestIds(external_ids) },
    ]),
  )
}

async function termsIn(db: Database, happened: Event[]) {
  const ids = idsIn(happened, "membershipId")
  if (ids.length === 0) return new Map<string, object>()
  const rows = await db
    .select({
      id: memberships.id,
      external_id: memberships.externalId,
      plan_code: plans.code,
      starts_on: memberships.startsOn,
      ends_on: memberships.endsOn,
      cancelled_from: memberships.cancelledFrom,
    })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(inArray(memberships.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

async function visitsIn(db: Database, happened: Event[]) {
  const ids = idsIn(happened, "checkInId")
  if (ids.length === 0) return new Map<string, object>()
  const { id, method, station, checkedInAt } = checkIns
  const rows = await db
    .select({ id, method, station, checked_in_at: checkedInAt })
    .from(checkIns)
    .where(inArray(id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** A message to somebody who was deleted in the meantime has no text and no number: it goes to nobody. */
async function textsIn(db: Database, happened: Event[]) {
  const ids = idsIn(happened, "messageId")
  if (ids.length === 0) return new Map<string, object>()
  const rows = await db
    .select({
      id: messages.id,
      to: messages.phone,
      recipient: messages.recipient,
      language: messages.language,
      text: messages.text,
      deletedAt: clients.deletedAt,
    })
    .from(messages)
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .where(inArray(messages.id, ids))
  return new Map(
    rows.map(({ deletedAt, ...message }) => [
      message.id,
      deletedAt ? { ...message, to: null, text: null } : message,
    ]),
  )
}

const idsIn = (happened: Event[], name: "membershipId" | "checkInId" | "messageId") =>
  happened.flatMap(({ data }) => (typeof data[name] === "string" ? [data[name]] : []))
