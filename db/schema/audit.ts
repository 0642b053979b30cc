import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core"

/**
 * The chain over the events. Each seal holds the digest of one event and the hash of the seal before it, so that none can
 * be changed, removed or moved without a trace. The salt lets the digest of data be forgotten with the data.
 */
export const eventSeals = pgTable("event_seals", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  eventId: uuid("event_id").notNull().unique(),
  rowDigest: text("row_digest").notNull(),
  dataDigest: text("data_digest").notNull(),
  salt: text("salt"),
  previousHash: text("previous_hash").notNull(),
  hash: text("hash").notNull(),
})

/** One row: the last seal. Whoever seals holds it. */
export const auditHead = pgTable("audit_head", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  hash: text("hash").notNull(),
})

/** The events that wait for their seal; a trigger puts each here in the transaction that wrote it. */
export const unsealedEvents = pgTable("unsealed_events", { eventId: uuid("event_id").primaryKey() })
