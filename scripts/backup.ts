import { once } from "node:events"
import { accessSync, constants, rmSync, writeFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { connect } from "../db/client"
import { AppError } from "../lib/core/errors"
import { log } from "../lib/core/log"
import { outliveLostConnections } from "../lib/core/unavailable"
import { env } from "../lib/env"
import { backupSettings, walSettings } from "../lib/env-parts"
import { startBackups } from "../lib/jobs/backups"
import { walHealth } from "../lib/wal/health"
import { tendArchive } from "../lib/wal/tend"
import { completeSettings } from "./settings"

const PAUSE_MS = 5000
const SAY_WELL_EVERY_MS = 15_000

outliveLostConnections()
await completeSettings()
const backups = backupSettings(env())
const ending = new AbortController()
Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => ending.abort())
const { DATABASE_URL: url, CENTER_TIME_ZONE: timeZone, BACKUP_DIR } = env()
const { db, close } = connect(url, { max: 4 })
const worker = backups && startBackups({ db, url, timeZone, backups })
const wal = walSettings(env())
/** Written while all is well, for scripts/health.ts in the same container. */
const [wellFile] = process.argv.slice(2)
const saying = wellFile && setInterval(() => void sayWell(wellFile).catch(() => {}), SAY_WELL_EVERY_MS)
if (wellFile) await sayWell(wellFile).catch(() => {})
if (backups)
  console.log(
    `Backups are made${wal ? ", and WAL is being kept" : ""}. Ctrl-C ends it after what is in hand.`,
  )
// It stays, for whoever starts what has ended would start it for ever.
else
  console.error("No backups are made: this process makes them once BACKUP_DIR and BACKUP_RECIPIENT are set.")
while (!ending.signal.aborted) {
  if (wal) await keepWal(wal)
  // Its timer keeps the process running.
  await sleep(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => {})
}
clearInterval(saying)
await worker?.stop()
await close()
if (wellFile) rmSync(wellFile, { force: true })
process.exit(0)

/** That it reaches the database, may write where backups are kept, and that the archive has no trouble. */
async function sayWell(file: string) {
  if (BACKUP_DIR) accessSync(BACKUP_DIR, constants.W_OK)
  await db.execute(sql`select 1`)
  if (wal && (await walHealth(wal, new Date())).trouble.length > 0) return
  writeFileSync(file, "")
}

async function keepWal(settings: NonNullable<typeof wal>) {
  try {
    const { shipped, base, removed } = await tendArchive(settings, new Date())
    if (shipped > 0 || base) log().info({ shipped, base, removed }, "WAL kept")
  } catch (error) {
    log().error(
      { err: error, why: error instanceof AppError ? error.message : undefined },
      "WAL could not be kept",
    )
  }
}
