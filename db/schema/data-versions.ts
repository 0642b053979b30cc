import { pgTable, text, uuid } from "drizzle-orm/pg-core"

/** What was worked out of a kind of data is good for as long as its version; triggers change that with each commit. */
export const dataVersions = pgTable("data_versions", {
  name: text("name", { enum: ["people", "visits"] }).primaryKey(),
  version: uuid("version").notNull(),
})
