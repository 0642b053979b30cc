import { stat } from "node:fs/promises"
import { join } from "node:path"
import postgres from "postgres"
import { archiveOf, namesIn, readArchive } from "./archive"
import { clusterOf } from "./cluster"
import { isArchived } from "./names"

export type WalHealth = {
  /** Up to when everything can be restored; null when nothing can. */
  from: Date | null
  until: Date | null
  /** What waits in the inbox, and for how many seconds the oldest of it. */
  waiting: number
  waitingSeconds: number
  /** What is wrong, each with what to do; empty when all is well. */
  trouble: string[]
}

const LATE_SECONDS = 300
const BASE_LATE_MS = 26 * 3_600_000

/** How the archive does: looks at the folders and asks Postgres, so that it is true whether or not anything runs. */
export async function walHealth(
  { url, inbox, backupDir }: { url: string; inbox: string; backupDir: string },
  now: Date,
): Promise<WalHealth> {
  const [{ systemId }, archiver] = await Promise.all([clusterOf(url), archiverOf(url)])
  const { bases, kept } = await readArchive(archiveOf(backupDir, systemId))
  const ages = await Promise.all(
    (await namesIn(inbox)).filter(isArchived).map((name) => ageOf(join(inbox, name), now)),
  )
  const newest = bases.at(-1)
  const waitingSeconds = Math.max(0, ...ages)
  const trouble = [
    archiver.mode === "off" &&
      "Postgres archives nothing: set what `crm wal settings` prints, and start it again.",
    archiver.failing &&
      `Postgres cannot archive ${archiver.failing}: look at its log and at the space in ${inbox}.`,
    waitingSeconds > LATE_SECONDS &&
      `WAL waits in ${inbox} for ${waitingSeconds} s: is the backup process running?`,
    !newest && "There is no base backup: the backup process takes one.",
    newest &&
      now.getTime() - newest.at.getTime() > BASE_LATE_MS &&
      `The last base backup is of ${newest.at.toISOString()}: look at what the backup process says.`,
  ]
  const until = [...kept, ...bases].reduce<Date | null>(
    (last, { at }) => (last && last > at ? last : at),
    null,
  )
  return {
    from: bases[0]?.at ?? null,
    until: newest ? until : null,
    waiting: ages.length,
    waitingSeconds,
    trouble: trouble.filter((one) => typeof one === "string"),
  }
}

/** A file that is gone meanwhile waits no more. */
async function ageOf(path: string, now: Date): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  return found ? Math.round((now.getTime() - found.mtimeMs) / 1000) : 0
}

async function archiverOf(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const [row] = await sql<{ mode: string; failing: string | null }[]>`
      select current_setting('archive_mode') as mode,
        case when last_failed_time > coalesce(last_archived_time, '-infinity') then last_failed_wal end as failing
      from pg_stat_archiver`
    return row ?? { mode: "off", failing: null }
  } finally {
    await sql.end({ timeout: 5 })
  }
}
