import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { connect } from "../db/client"
import { AppError } from "../lib/core/errors"
import { log } from "../lib/core/log"
import { outliveLostConnections } from "../lib/core/unavailable"
import { env } from "../lib/env"
import { backupSettings, walSettings } from "../lib/env-parts"
import { startBackups } from "../lib/jobs/backups"
import { tendArchive } from "../lib/wal/tend"
import { completeSettings } from "./settings"

const PAUSE_MS = 5000

outliveLostConnections()
await completeSettings()
const backups = backupSettings(env())
const ending = new AbortController()
Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => ending.abort())
const { DATABASE_URL: url, CENTER_TIME_ZONE: timeZone } = env()
const { db, close } = connect(url, { max: 4 })
const worker = backups && startBackups({ db, url, timeZone, backups })
const wal = walSettings(env())
// By this file scripts/health.ts knows the process of its own container.
const [idFile] = process.argv.slice(2)
if (idFile) writeFileSync(idFile, String(process.pid))
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
await worker?.stop()
await close()
process.exit(0)

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
