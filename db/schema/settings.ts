import { jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { updatedAt } from "./columns"

/** The settings that differ from their defaults; `lib/settings/schema.ts` says which there are. */
export const settings = pgTable("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").$type<unknown>().notNull(),
  updatedAt: updatedAt(),
})
