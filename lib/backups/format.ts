import { z } from "zod"

/** What a backup of a newer shape counts up. */
export const FORMAT = 1

/** The first thing in a backup: what it is of. */
export const About = z.object({
  product: z.literal("bec-crm"),
  format: z.number(),
  version: z.string(),
  takenAt: z.iso.datetime(),
  /** Those that had been applied, by the times in `drizzle/meta/_journal.json`. */
  migrations: z.array(z.number()).min(1),
  centre: z.object({ name: z.string(), timeZone: z.string() }),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
export type About = z.infer<typeof About>

/** The last thing: what must have come before it. */
export const Totals = z.object({
  contents: z.record(z.string(), z.object({ rows: z.number(), digest: z.string() })),
  /** The end of the audit log's chain; null in versions without one. */
  auditHead: z.object({ position: z.number(), hash: z.string() }).nullable(),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), used: z.boolean() })),
})
export type Totals = z.infer<typeof Totals>

/** The settings with which the product ran; between the two. */
export const Settings = z.record(z.string(), z.string())

export const names = {
  about: "about.json",
  settings: "settings.json",
  totals: "totals.json",
  piece: (table: string, number: number) => `tables/${table}/${String(number).padStart(6, "0")}.copy`,
  tableOf: (name: string) => /^tables\/(.+)\/\d{6,}\.copy$/.exec(name)?.[1],
}
