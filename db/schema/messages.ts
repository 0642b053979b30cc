import { sql } from "drizzle-orm"
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { id, moment } from "./columns"
import { events } from "./events"
import { memberships } from "./memberships"

/** Messages to clients: planned by a job, released once, in the hours in which that is allowed. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    membershipId: uuid("membership_id").references(() => memberships.id, { onDelete: "restrict" }),
    occasion: text("occasion", { enum: ["welcome", "expiry", "nudge", "meetup"] }).notNull(),
    /** What makes the occasion one: the membership, the month or the day of the meetup. */
    about: text("about").notNull(),
    plannedAt: moment("planned_at").notNull(),
    /** Later than this it would make no sense. */
    goodUntil: moment("good_until").notNull(),
    state: text("state", { enum: ["waiting", "sent", "dropped"] }).notNull(),
    /** Why it was not sent, as a word that the screens put into a sentence. */
    droppedBecause: text("dropped_because"),
    finishedAt: moment("finished_at"),
    recipient: text("recipient", { enum: ["client", "guardian"] }),
    language: text("language", { enum: ["en", "es"] }),
    /** What was sent, and to which number; null once the client was erased. */
    text: text("text"),
    phone: text("phone"),
    eventId: uuid("event_id").references(() => events.id, { onDelete: "restrict" }),
  },
  (t) => [
    uniqueIndex("messages_once").on(t.clientId, t.occasion, t.about),
    index("messages_waiting").on(t.plannedAt, t.id).where(sql`${t.state} = 'waiting'`),
    index("messages_of_client").on(t.clientId, t.plannedAt, t.id),
    index("messages_newest").on(t.plannedAt, t.id),
    check("messages_state_known", sql`${t.state} in ('waiting', 'sent', 'dropped')`),
    check("messages_finished_whole", sql`(${t.state} = 'waiting') = (${t.finishedAt} is null)`),
    check("messages_dropped_whole", sql`(${t.state} = 'dropped') = (${t.droppedBecause} is not null)`),
    check("messages_sent_by_event", sql`${t.state} <> 'sent' or ${t.eventId} is not null`),
  ],
)
