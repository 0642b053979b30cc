import { sql } from "drizzle-orm"
import { bigint, check, index, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core"
import { id, moment } from "./columns"

/**
 * What stands beside each backup in its directory, for processes that cannot look there; and attempts of which no file
 * came. No backup holds this table: after a restore it is read from the directory again.
 */
export const backups = pgTable(
  "backups",
  {
    id: id(),
    /** Null where nothing could be written. */
    file: text("file"),
    takenAt: moment("taken_at").notNull(),
    state: text("state", { enum: ["taken", "good", "failed"] }).notNull(),
    why: text("why"),
    size: bigint("size", { mode: "number" }),
    sha256: text("sha256"),
    rows: jsonb("rows").$type<Record<string, number>>(),
    provedAt: moment("proved_at"),
    checkedAt: moment("checked_at"),
    /** When it was copied elsewhere, or why it was not; both null where no copies are wanted. */
    copiedAt: moment("copied_at"),
    copyProblem: text("copy_problem"),
  },
  (t) => [
    unique("backups_file_key").on(t.file),
    index("backups_newest").on(t.takenAt),
    check("backups_state_known", sql`${t.state} in ('taken', 'good', 'failed')`),
    check(
      "backups_good_proven",
      sql`${t.state} <> 'good' or (${t.file} is not null and ${t.provedAt} is not null)`,
    ),
  ],
)
