import { pgTable, text, uuid } from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { moment } from "./columns"
import { users } from "./users"

/** Which ggLeap user a client is; nobody without a row is ever touched there. */
export const ggleapLinks = pgTable("ggleap_links", {
  clientId: uuid("client_id")
    .primaryKey()
    .references(() => clients.id, { onDelete: "cascade" }),
  ggleapUserId: text("ggleap_user_id").notNull().unique("ggleap_links_user_key"),
  /** What ggLeap calls them, so that a person can recognize them. */
  ggleapName: text("ggleap_name").notNull(),
  linkedAt: moment("linked_at").notNull(),
  linkedBy: uuid("linked_by").references(() => users.id, { onDelete: "restrict" }),
  /** The group in which they were left last. */
  groupId: text("group_id"),
  placedAt: moment("placed_at"),
  /** Why they could not be placed; null while all is well. */
  problem: text("problem"),
})
