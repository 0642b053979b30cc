import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { AppError } from "../lib/core/errors"
import { log } from "../lib/core/log"
import { env, walSettings } from "../lib/env"
import { tendArchive } from "../lib/wal/tend"
import { completeSettings } from "./settings"

const PAUSE_MS = 5000

await completeSettings()
const settings = walSettings(env())
if (!settings) {
  console.error(
    "Set WAL_ARCHIVE_DIR, BACKUP_DIR and BACKUP_RECIPIENT: this process keeps the WAL that Postgres archives.",
  )
  process.exit(1)
}
const ending = new AbortController()
Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]).then(() => ending.abort())
console.log("WAL is being kept. Ctrl-C ends it after the file in hand.")
while (!ending.signal.aborted) {
  try {
    const { shipped, base, removed } = await tendArchive(settings, new Date())
    if (shipped > 0 || base) log().info({ shipped, base, removed }, "WAL kept")
  } catch (error) {
    log().error(
      { err: error, why: error instanceof AppError ? error.message : undefined },
      "WAL could not be kept",
    )
  }
  await sleep(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => {})
}
process.exit(0)
