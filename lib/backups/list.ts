import { desc } from "drizzle-orm"
import { z } from "zod"
import { backups } from "../../db/schema"
import { query } from "../core/operation"
import { lastGoodBackup } from "./records"

/** A good backup is due every 24 hours, and has two hours to be made and proven. */
export const LATE_AFTER_MS = 26 * 3_600_000

/** The backups there are and the attempts of which none came, newest first. */
export const listBackups = query({
  permission: "backups.read",
  input: z.strictObject({}),
  run: ({ db }) => db.select().from(backups).orderBy(desc(backups.takenAt)).limit(100),
})
export type Backup = Awaited<ReturnType<typeof listBackups>>[number]

/** How old the newest good backup is, whether that is too old, and what else is wrong with the newest. */
export const backupState = query({
  permission: "backups.read",
  input: z.strictObject({}),
  async run({ db, now }) {
    const good = await lastGoodBackup(db)
    const [newest] = await db.select().from(backups).orderBy(desc(backups.takenAt)).limit(1)
    const late = !good || now.getTime() - good.takenAt.getTime() > LATE_AFTER_MS
    return { good, late, why: newest?.why ?? null, copyProblem: newest?.copyProblem ?? null }
  },
})
