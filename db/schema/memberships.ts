import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { createdAt, id, moment, updatedAt } from "./columns"
import { users } from "./users"

export const plans = pgTable("plans", {
  id: id(),
  code: text("code").notNull().unique("plans_code_key"),
  name: text("name").notNull(),
  lengthValue: integer("length_value").notNull(),
  lengthUnit: text("length_unit", { enum: ["days", "months"] }).notNull(),
  retiredAt: moment("retired_at"),
})

export const memberships = pgTable(
  "memberships",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    planId: uuid("plan_id")
      .notNull()
      .references(() => plans.id, { onDelete: "restrict" }),
    startsOn: date("starts_on").notNull(),
    endsOn: date("ends_on").notNull(),
    externalId: text("external_id"),
    /** The membership that this one continues; each has at most one continuation that counts. */
    renewalOf: uuid("renewal_of").references((): AnyPgColumn => memberships.id, { onDelete: "restrict" }),
    cancelledAt: moment("cancelled_at"),
    /** The first day on which a cancelled membership no longer counts. */
    cancelledFrom: date("cancelled_from"),
    cancellationReason: text("cancellation_reason"),
    /** The last day on which it counts; null when it was cancelled from its first day or before. */
    holdsUntil: date("holds_until").generatedAlwaysAs(
      sql`case when cancelled_from is null then ends_on when cancelled_from > starts_on then least(ends_on, cancelled_from - 1) end`,
    ),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("memberships_in_order", sql`${t.endsOn} >= ${t.startsOn}`),
    check("memberships_cancelled_whole", sql`(${t.cancelledAt} is null) = (${t.cancelledFrom} is null)`),
    index("memberships_newest").on(t.createdAt),
    index("memberships_of_client").on(t.clientId, t.endsOn),
    uniqueIndex("memberships_external_id_key").on(t.externalId),
    uniqueIndex("memberships_renewal_key").on(t.renewalOf).where(sql`${t.cancelledAt} is null`),
  ],
)

/** What the office did about one ending of a client's coverage: whom it reached when, and what was promised. */
export const renewalFollowUps = pgTable(
  "renewal_follow_ups",
  {
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    coverageEndsOn: date("coverage_ends_on").notNull(),
    contactedOn: date("contacted_on"),
    promised: boolean("promised").notNull().default(false),
    note: text("note"),
    updatedBy: uuid("updated_by").references(() => users.id, { onDelete: "restrict" }),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ name: "renewal_follow_ups_pkey", columns: [t.clientId, t.coverageEndsOn] })],
)
