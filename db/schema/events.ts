import { sql } from "drizzle-orm"
import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { id, moment } from "./columns"

/** The ways in: a page, the API, a tablet, a signed event from outside, the operator's command line, the worker. */
export const channels = ["page", "api", "kiosk", "webhook", "command_line", "job"] as const
export type Channel = (typeof channels)[number]

export const events = pgTable(
  "events",
  {
    id: id(),
    type: text("type").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    clientId: uuid("client_id").references(() => clients.id, { onDelete: "restrict" }),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    requestId: text("request_id").notNull(),
    /** How and from which network address it came in; null of what happened before that was kept. */
    channel: text("channel").$type<Channel>(),
    address: text("address"),
    occurredAt: moment("occurred_at").notNull(),
  },
  (t) => [
    index("events_of_client").on(t.clientId, t.occurredAt, t.id).where(sql`client_id is not null`),
    index("events_of_actor").on(t.actorId, t.occurredAt, t.id).where(sql`actor_id is not null`),
    index("events_newest").on(t.occurredAt, t.id),
    index("events_of_type").on(t.type, t.occurredAt, t.id),
  ],
)
