import { sql } from "drizzle-orm"
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { createdAt, id, moment } from "./columns"
import { kioskDevices } from "./kiosk-devices"
import { users } from "./users"

/** The key pairs to which tablets encrypt what visitors give while there is no network. */
export const kioskBoxes = pgTable("kiosk_boxes", {
  id: id(),
  publicKey: text("public_key").notNull(),
  sealedPrivateKey: text("sealed_private_key").notNull(),
  createdAt: createdAt(),
})

/** Tickets that were used, each with the key it was used with; kept until nobody could use them any more. */
export const kioskUsedTickets = pgTable(
  "kiosk_used_tickets",
  {
    id: uuid("id").primaryKey(),
    key: text("key").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("kiosk_used_tickets_by_expiry").on(t.expiresAt)],
)

/** Entries made without the network of which the server could not tell whose they are: they wait for staff. */
export const kioskEntries = pgTable(
  "kiosk_entries",
  {
    id: id(),
    deviceId: uuid("device_id")
      .notNull()
      .references(() => kioskDevices.id, { onDelete: "restrict" }),
    /** Made on the tablet. */
    key: text("key").notNull().unique("kiosk_entries_key"),
    way: text("way", { enum: ["card", "phone", "code"] }),
    /** What the visitor gave, sealed; null where it cannot be read, and once the entry is settled. */
    sealedGiven: text("sealed_given"),
    /** Why the server left it to a person. */
    reason: text("reason", { enum: ["nobody", "several", "unreadable", "too_old"] }).notNull(),
    happenedAt: moment("happened_at").notNull(),
    clockOffsetSeconds: integer("clock_offset_seconds").notNull(),
    timeUncertain: boolean("time_uncertain").notNull().default(false),
    receivedAt: moment("received_at").notNull(),
    settledAt: moment("settled_at"),
    settledBy: uuid("settled_by").references(() => users.id, { onDelete: "restrict" }),
    outcome: text("outcome", { enum: ["checked_in", "dismissed"] }),
    dismissReason: text("dismiss_reason"),
  },
  (t) => [
    index("kiosk_entries_waiting").on(t.happenedAt, t.id).where(sql`${t.settledAt} is null`),
    check("kiosk_entries_settled_whole", sql`(${t.settledAt} is null) = (${t.outcome} is null)`),
    check("kiosk_entries_reason_known", sql`${t.reason} in ('nobody', 'several', 'unreadable', 'too_old')`),
  ],
)

/** Visitors who asked for staff at a tablet. */
export const kioskCalls = pgTable(
  "kiosk_calls",
  {
    id: id(),
    deviceId: uuid("device_id")
      .notNull()
      .references(() => kioskDevices.id, { onDelete: "restrict" }),
    calledAt: moment("called_at").notNull(),
    acknowledgedAt: moment("acknowledged_at"),
    acknowledgedBy: uuid("acknowledged_by").references(() => users.id, { onDelete: "restrict" }),
  },
  (t) => [
    index("kiosk_calls_open").on(t.calledAt).where(sql`${t.acknowledgedAt} is null`),
    index("kiosk_calls_of_device").on(t.deviceId, t.calledAt),
  ],
)

/** Cards with which clients say who they are. A card that was replaced or taken away no longer says anything. */
export const memberCards = pgTable(
  "member_cards",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    /** What its QR code says: random, and nothing else. */
    token: text("token").notNull().unique("member_cards_token_key"),
    /** 8 random digits to type instead. */
    code: text("code").notNull().unique("member_cards_code_key"),
    createdAt: createdAt(),
    revokedAt: moment("revoked_at"),
  },
  (t) => [uniqueIndex("member_cards_one_working").on(t.clientId).where(sql`${t.revokedAt} is null`)],
)
