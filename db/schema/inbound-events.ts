import { sql } from "drizzle-orm"
import { check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { id, moment } from "./columns"
import { memberships } from "./memberships"
import { users } from "./users"

/** What came in from Zapier, and what became of it. */
export const inboundEvents = pgTable(
  "inbound_events",
  {
    id: id(),
    /** The sender's id: what comes with the same one again is the same event. */
    externalId: text("external_id").notNull().unique("inbound_events_external_id_key"),
    /** SHA-256 of what came, so that another content under the same id is noticed; null for events from before it was kept. */
    digest: text("digest"),
    type: text("type").notNull(),
    happenedAt: moment("happened_at").notNull(),
    receivedAt: moment("received_at").notNull(),
    /** As it came, or as somebody corrected it; null once it was redacted. */
    data: jsonb("data").$type<Record<string, unknown>>(),
    /** `attention`: somebody has to decide something first. */
    state: text("state", { enum: ["processed", "attention", "dismissed"] }).notNull(),
    problem: text("problem"),
    fieldProblems: jsonb("field_problems").$type<{ field: string; message: string }[]>(),
    /** What it did, in the order in which it was done. */
    did: jsonb("did").$type<string[]>().notNull().default([]),
    clientId: uuid("client_id").references(() => clients.id, { onDelete: "restrict" }),
    membershipId: uuid("membership_id").references(() => memberships.id, { onDelete: "restrict" }),
    settledAt: moment("settled_at"),
    settledBy: uuid("settled_by").references(() => users.id, { onDelete: "restrict" }),
  },
  (t) => [
    index("inbound_events_newest").on(t.receivedAt, t.id),
    index("inbound_events_attention").on(t.receivedAt, t.id).where(sql`${t.state} = 'attention'`),
    index("inbound_events_of_client").on(t.clientId).where(sql`${t.clientId} is not null`),
    check("inbound_events_state_known", sql`${t.state} in ('processed', 'attention', 'dismissed')`),
    check("inbound_events_attention_has_problem", sql`${t.state} <> 'attention' or ${t.problem} is not null`),
  ],
)
