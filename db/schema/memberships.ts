import { sql } from "drizzle-orm"
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { createdAt, id, moment, updatedAt } from "./columns"

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
    cancelledAt: moment("cancelled_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("memberships_in_order", sql`${t.endsOn} >= ${t.startsOn}`),
    index("memberships_of_client").on(t.clientId, t.endsOn),
    uniqueIndex("memberships_external_id_key").on(t.externalId),
  ],
)
