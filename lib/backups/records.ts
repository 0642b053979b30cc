import { and, desc, eq, isNull, lt, notInArray, or, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { backups } from "../../db/schema"
import { operation } from "../core/operation"
import { Sidecar } from "./sidecar"

const FORGET_FAILURES_AFTER_MS = 30 * 24 * 3_600_000

/** When the newest backup that was proven and has not changed since was taken, and how large it is; undefined when there is none. */
export async function lastGoodBackup(db: Database) {
  const [row] = await db
    .select({ file: backups.file, takenAt: backups.takenAt, provedAt: backups.provedAt, size: backups.size })
    .from(backups)
    .where(eq(backups.state, "good"))
    .orderBy(desc(backups.takenAt))
    .limit(1)
  return row
}

/** Notes which backups the directory holds now, and tells of the one that was just made and of each that is not good any more. */
export const tellBackups = operation({
  permission: "backups.tell",
  input: z.strictObject({ found: z.array(Sidecar), made: z.string().optional() }),
  async run({ tx, now, record }, { found, made }) {
    const known = new Map((await tx.select().from(backups)).map((row) => [row.file, row.state]))
    const files = found.map(({ file }) => file)
    const old = new Date(now.getTime() - FORGET_FAILURES_AFTER_MS)
    const isGone = files.length > 0 ? notInArray(backups.file, files) : sql`file is not null`
    await tx.delete(backups).where(or(isGone, and(isNull(backups.file), lt(backups.takenAt, old))))
    for (const sidecar of found) {
      const row = rowOf(sidecar)
      await tx.insert(backups).values(row).onConflictDoUpdate({ target: backups.file, set: row })
      const { file, state, why } = sidecar
      if (file === made) record("backup.taken", { file, rows: sumOf(sidecar.rows), good: state === "good" })
      else if (known.get(file) === "good" && state === "failed")
        record("backup.failed", { file, why: why ?? "" })
    }
  },
})

/** Notes that no backup could be written. One that failed before for the same reason is not told of any more. */
export const tellFailure = operation({
  permission: "backups.tell",
  input: z.strictObject({ why: z.string() }),
  async run({ tx, now, record }, { why }) {
    await tx.delete(backups).where(and(isNull(backups.file), eq(backups.why, why)))
    await tx.insert(backups).values({ takenAt: now, state: "failed", why })
    record("backup.failed", { file: null, why })
  },
})

/** Tells, in the database that was restored, that it was. */
export const tellRestored = operation({
  permission: "backups.tell",
  input: z.strictObject({ file: z.string(), takenAt: z.string(), rows: z.number() }),
  async run({ record }, restored) {
    record("backup.restored", restored)
  },
})

/** All rows together. */
export const sumOf = (rows: Record<string, number>) => Object.values(rows).reduce((sum, one) => sum + one, 0)

function rowOf(sidecar: Sidecar) {
  const at = (moment: string | null) => (moment === null ? null : new Date(moment))
  const { file, state, why, size, sha256, rows, copyProblem } = sidecar
  return {
    ...{ file, state, why, size, sha256, rows, copyProblem },
    takenAt: new Date(sidecar.takenAt),
    provedAt: at(sidecar.provedAt),
    checkedAt: at(sidecar.checkedAt),
    copiedAt: at(sidecar.copiedAt),
  }
}
