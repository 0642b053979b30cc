import { sql } from "drizzle-orm"
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { createdAt, id, moment } from "./columns"
import { users } from "./users"

/** Up to which moment the slots of each scheduled job were looked at. */
export const schedules = pgTable("schedules", {
  job: text("job").primaryKey(),
  lookedUntil: moment("looked_until").notNull(),
})

/** Each time a scheduled job was due, or somebody asked for it, and what came of it. */
export const jobRuns = pgTable(
  "job_runs",
  {
    id: id(),
    job: text("job").notNull(),
    /** When it was due; null when somebody asked for it. */
    slotAt: moment("slot_at"),
    askedBy: uuid("asked_by").references(() => users.id, { onDelete: "restrict" }),
    /** `skipped`: nobody was there to do it in time, and late it makes no sense. */
    state: text("state", { enum: ["waiting", "done", "failed", "skipped"] }).notNull(),
    tries: integer("tries").notNull().default(0),
    /** What it did, in numbers. */
    outcome: jsonb("outcome").$type<Record<string, number>>(),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    uniqueIndex("job_runs_once").on(t.job, t.slotAt),
    index("job_runs_newest").on(t.createdAt, t.id),
    index("job_runs_of_job").on(t.job, t.createdAt),
    check("job_runs_state_known", sql`${t.state} in ('waiting', 'done', 'failed', 'skipped')`),
    check("job_runs_finished_whole", sql`(${t.state} = 'waiting') = (${t.finishedAt} is null)`),
  ],
)

/** The processes that do the work in the background; each says every few seconds that it is there. */
export const workers = pgTable("workers", {
  id: id(),
  /** Whether it is part of the web server. */
  inline: boolean("inline").notNull(),
  startedAt: moment("started_at").notNull(),
  seenAt: moment("seen_at").notNull(),
})
