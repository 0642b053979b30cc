import { sql } from "drizzle-orm"
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { createdAt, id, moment } from "./columns"
import { events } from "./events"
import { apiKeys } from "./users"

/** Addresses to which events go out. */
export const webhookTargets = pgTable(
  "webhook_targets",
  {
    id: id(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    /** The types of events it wants; null: all. */
    types: jsonb("types").$type<string[]>(),
    /** `setting`: ZAPIER_CATCH_HOOK_URL. `subscription`: a program asked for it. */
    source: text("source", { enum: ["page", "setting", "subscription"] }).notNull(),
    apiKeyId: uuid("api_key_id").references(() => apiKeys.id, { onDelete: "restrict" }),
    sealedSecret: text("sealed_secret").notNull(),
    /** The secret before; messages are signed with both until then. */
    sealedFormerSecret: text("sealed_former_secret"),
    formerSecretUntil: moment("former_secret_until"),
    createdAt: createdAt(),
    lastSuccessAt: moment("last_success_at"),
    /** Since when nothing arrives; null while it works. */
    failingSince: moment("failing_since"),
    switchedOffAt: moment("switched_off_at"),
    /** `gone`: it answered 410. `failing`: nothing arrived for 5 days. `hand`: somebody did it. */
    offBecause: text("off_because", { enum: ["gone", "failing", "hand"] }),
    removedAt: moment("removed_at"),
  },
  (t) => [
    uniqueIndex("webhook_targets_one_of_setting")
      .on(t.source)
      .where(sql`${t.source} = 'setting' and ${t.removedAt} is null`),
    check("webhook_targets_off_whole", sql`(${t.switchedOffAt} is null) = (${t.offBecause} is null)`),
  ],
)

/** Events that were committed and are not yet on their way. */
export const outbox = pgTable("outbox", {
  eventId: uuid("event_id")
    .primaryKey()
    .references(() => events.id, { onDelete: "cascade" }),
})

/** One event on its way to one target. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    targetId: uuid("target_id")
      .notNull()
      .references(() => webhookTargets.id, { onDelete: "restrict" }),
    /** The id under which it arrives each time, the event's own. */
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    /** What is sent, byte for byte the same each time; null once it was redacted. */
    body: text("body"),
    state: text("state", { enum: ["waiting", "delivered", "dead"] }).notNull(),
    tries: integer("tries").notNull().default(0),
    nextTryAt: moment("next_try_at").notNull(),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    uniqueIndex("deliveries_once").on(t.targetId, t.eventId),
    index("deliveries_due").on(t.nextTryAt).where(sql`${t.state} = 'waiting'`),
    index("deliveries_newest").on(t.createdAt, t.id),
    index("deliveries_of_event").on(t.eventId),
    check("deliveries_state_known", sql`${t.state} in ('waiting', 'delivered', 'dead')`),
    check("deliveries_finished_whole", sql`(${t.state} = 'waiting') = (${t.finishedAt} is null)`),
  ],
)

/** Each try of a delivery, with what came back. */
export const deliveryTries = pgTable(
  "delivery_tries",
  {
    id: id(),
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    triedAt: moment("tried_at").notNull(),
    status: integer("status"),
    fault: text("fault"),
    answer: text("answer"),
    tookMs: integer("took_ms").notNull(),
  },
  (t) => [index("delivery_tries_of_delivery").on(t.deliveryId, t.triedAt)],
)
