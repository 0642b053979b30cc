import { asc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { clients, events } from "../../db/schema"
import { notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { query } from "../core/operation"
import { selectAudit } from "./records"

/** So many events fit into one report. */
export const REPORTED_AT_MOST = 1000

/**
 * Who saw and changed a client: for each reader how often and when, and every event, newest first, up to the 1,000th;
 * `cut` tells that there are more. Answers for deleted clients too. Throws not_found.
 */
export const accessReport = query({
  permission: "audit.read",
  input: z.strictObject({ clientId: uuid }),
  async run({ db }, { clientId }) {
    const [client] = await db
      .select({ firstName: clients.firstName, lastName: clients.lastName, deletedAt: clients.deletedAt })
      .from(clients)
      .where(eq(clients.id, clientId))
    if (!client) throw notFound("client")
    const seen = sql<number>`(count(*) filter (where ${events.type} = 'client.viewed'))::int`
    const [people, rows] = await Promise.all([
      db
        .select({
          actorKind: events.actorKind,
          actorName: sql<string>`max(${events.actorName})`,
          seen,
          changed: sql<number>`(count(*) filter (where ${events.type} <> 'client.viewed'))::int`,
          last: sql`max(${events.occurredAt})`.mapWith(events.occurredAt),
        })
        .from(events)
        .where(eq(events.clientId, clientId))
        .groupBy(events.actorKind, events.actorId)
        .orderBy(asc(events.actorKind), sql`max(${events.actorName})`),
      selectAudit(db, eq(events.clientId, clientId)).limit(REPORTED_AT_MOST + 1),
    ])
    return { client, people, rows: rows.slice(0, REPORTED_AT_MOST), cut: rows.length > REPORTED_AT_MOST }
  },
  shows: (_, { clientId }) => [clientId],
})
