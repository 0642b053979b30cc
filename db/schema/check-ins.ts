import { sql } from "drizzle-orm"
import { boolean, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { id, moment } from "./columns"
import { kioskDevices } from "./kiosk-devices"
import { apiKeys, users } from "./users"

export const checkIns = pgTable(
  "check_ins",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    idempotencyKey: text("idempotency_key").notNull().unique("check_ins_idempotency_key"),
    method: text("method", { enum: ["kiosk", "staff", "api"] }).notNull(),
    station: text("station"),
    notes: text("notes"),
    userId: uuid("user_id").references(() => users.id, { onDelete: "restrict" }),
    apiKeyId: uuid("api_key_id").references(() => apiKeys.id, { onDelete: "restrict" }),
    deviceId: uuid("device_id").references(() => kioskDevices.id, { onDelete: "restrict" }),
    /** When an entry arrived that a tablet had kept while there was no network. */
    receivedAt: moment("received_at"),
    /** By how much such a tablet's clock was wrong. */
    clockOffsetSeconds: integer("clock_offset_seconds"),
    checkedInAt: moment("checked_in_at").notNull(),
    checkedOutAt: moment("checked_out_at"),
    /** What was recorded first, where somebody corrected it since: the times above are those that count. */
    firstInAt: moment("first_in_at"),
    firstOutAt: moment("first_out_at"),
    /** When a person entered a visit that nobody had recorded. */
    enteredAt: moment("entered_at"),
    needsReview: boolean("needs_review").notNull().default(false),
    removal: text("removal", { enum: ["undone", "voided"] }),
    removedAt: moment("removed_at"),
    removedBy: uuid("removed_by").references(() => users.id, { onDelete: "restrict" }),
    removalReason: text("removal_reason"),
  },
  (t) => [
    index("check_ins_of_client").on(t.clientId, t.checkedInAt, t.id),
    index("check_ins_newest").on(t.checkedInAt, t.id),
    index("check_ins_counted").on(t.checkedInAt, t.clientId).where(sql`${t.removal} is null`),
    index("check_ins_open").on(t.checkedInAt).where(sql`${t.checkedOutAt} is null and ${t.removal} is null`),
    check("check_ins_end_after_start", sql`${t.checkedOutAt} >= ${t.checkedInAt}`),
    check("check_ins_removed_whole", sql`(${t.removal} is null) = (${t.removedAt} is null)`),
    check("check_ins_void_has_reason", sql`${t.removal} <> 'voided' or ${t.removalReason} is not null`),
    check("check_ins_method_known", sql`${t.method} in ('kiosk', 'staff', 'api')`),
  ],
)

export const evidences = [
  "staff_saw",
  "paper_sheet",
  "camera",
  "helper_said",
  "client_said",
  "other",
] as const

/**
 * Every time that a person set or confirmed of a visit, with why and on what evidence; the newest is what the visit says. Rows
 * are added and never changed, but for the reason when the client is erased.
 */
export const visitCorrections = pgTable(
  "visit_corrections",
  {
    id: id(),
    checkInId: uuid("check_in_id")
      .notNull()
      .references(() => checkIns.id, { onDelete: "restrict" }),
    checkedInAt: moment("checked_in_at").notNull(),
    checkedOutAt: moment("checked_out_at").notNull(),
    place: text("place"),
    billable: boolean("billable").notNull().default(true),
    reason: text("reason").notNull(),
    evidence: text("evidence", { enum: evidences }).notNull(),
    by: uuid("by").references(() => users.id, { onDelete: "restrict" }),
    at: moment("at").notNull(),
  },
  (t) => [
    index("visit_corrections_of_check_in").on(t.checkInId, t.at),
    check("visit_corrections_in_order", sql`${t.checkedOutAt} > ${t.checkedInAt}`),
    check(
      "visit_corrections_evidence_known",
      sql`${t.evidence} in ('staff_saw', 'paper_sheet', 'camera', 'helper_said', 'client_said', 'other')`,
    ),
  ],
)

/** Keys that were answered with a visit which another key had made: sent again, they give that visit again. */
export const checkInRepeats = pgTable(
  "check_in_repeats",
  {
    idempotencyKey: text("idempotency_key").primaryKey(),
    checkInId: uuid("check_in_id")
      .notNull()
      .references(() => checkIns.id, { onDelete: "cascade" }),
  },
  (t) => [index("check_in_repeats_of_check_in").on(t.checkInId)],
)
