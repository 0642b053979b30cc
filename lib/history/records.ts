import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clients, events, users } from "../../db/schema"
import { matches } from "../clients/search"
import { addDays, startOfDay } from "../core/clock"
import type { Cursor } from "../core/page"
import { typesOf } from "./kinds"
import type { AuditFilter } from "./schema"

const ownName = sql<string | null>`(select ${users.name} from ${users}
  where ${users.id}::text = ${events.data} ->> 'userId')`

/** Events with the name of the client and of the user that they are about, newest first. */
export function selectAudit(db: Database, where: SQL | undefined) {
  return db
    .select({
      id: events.id,
      type: events.type,
      actorKind: events.actorKind,
      actorName: events.actorName,
      data: events.data,
      clientId: events.clientId,
      clientName: sql<string | null>`${clients.firstName} || ' ' || ${clients.lastName}`,
      /** Their page is still there. */
      clientListed: sql<boolean>`${clients.deletedAt} is null and ${clients.id} is not null`,
      aboutUser: ownName,
      channel: events.channel,
      address: events.address,
      requestId: events.requestId,
      occurredAt: events.occurredAt,
    })
    .from(events)
    .leftJoin(clients, eq(clients.id, events.clientId))
    .where(where)
    .orderBy(desc(events.occurredAt), desc(events.id))
}
export type AuditRow = Awaited<ReturnType<typeof selectAudit>>[number]

/** What a filter asks for, in the days of the centre. Sign-ins, of visitors until they succeed, count as the account's own. */
export function isAsked(
  db: Database,
  timeZone: string,
  filter: AuditFilter,
  after?: Cursor,
): SQL | undefined {
  const { who, kind, clientId, query, from, to, address } = filter
  const person = who?.includes("-")
    ? or(eq(events.actorId, who), sql`${events.data} ->> 'userId' = ${who}`)
    : who && eq(events.actorKind, who)
  return and(
    person || undefined,
    kind && inArray(events.type, typesOf(kind)),
    clientId ? eq(events.clientId, clientId) : undefined,
    query
      ? inArray(events.clientId, db.select({ id: clients.id }).from(clients).where(matches(query)))
      : undefined,
    from ? gte(events.occurredAt, startOfDay(from, timeZone)) : undefined,
    to ? lt(events.occurredAt, startOfDay(addDays(to, 1), timeZone)) : undefined,
    address ? eq(events.address, address) : undefined,
    after && sql`(${events.occurredAt}, ${events.id}) < (${after.key}::timestamptz, ${after.id}::uuid)`,
  )
}
