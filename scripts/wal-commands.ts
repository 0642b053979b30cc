import { resolve } from "node:path"
import { type Command, InvalidArgumentError } from "commander"
import { databaseIn } from "../lib/backups/database"
import { sumOf } from "../lib/backups/records"
import { AppError } from "../lib/core/errors"
import { count } from "../lib/core/format"
import { readMoment } from "../lib/core/moment"
import { env } from "../lib/env"
import { walSettings } from "../lib/env-parts"
import { archiveIn } from "../lib/wal/archive"
import { walHealth } from "../lib/wal/health"
import { restoreTo } from "../lib/wal/restore"
import { archiveSettings } from "../lib/wal/settings"
import { keyHelp, keysOf } from "./backup-files"

type Choices = {
  key: string
  into: string
  from?: string
  cluster?: string
  timeline?: number
  postgres?: string
}

export function addCommands(crm: Command) {
  const wal = crm.command("wal")
  wal
    .command("settings")
    .description("print the lines for postgresql.conf with which Postgres archives into WAL_ARCHIVE_DIR")
    .action(printSettings)
  wal
    .command("status")
    .description("print what can be restored; exit code 1 when something is wrong")
    .action(printStatus)
  crm
    .command("restore-to")
    .argument("<moment>", "2026-03-10 11:00 by the centre's clock, with an offset, or latest")
    .requiredOption("--key <file>", keyHelp)
    .requiredOption("--into <folder>", "where it will be: missing, or empty")
    .option("--from <folder>", "the folder of backups, when it is not BACKUP_DIR")
    .option("--cluster <number>", "of several clusters in it, the one to restore")
    .option(
      "--timeline <number>",
      "the future to follow, when an earlier restore left one; else the newest",
      readNumber,
    )
    .option("--postgres <folder>", "where the program postgres is, of the same major version as the server's")
    .action(restore)
}

function printSettings() {
  for (const [name, value] of Object.entries(archiveSettings(resolve(requireSettings().inbox))))
    console.log(`${name} = '${value.replaceAll("'", "''")}'`)
}

async function printStatus() {
  const { from, until, waiting, waitingSeconds, trouble } = await walHealth(requireSettings(), new Date())
  if (from && until)
    console.log(`Every moment from ${from.toISOString()} to ${until.toISOString()} can be restored.`)
  console.log(
    waiting === 0 ? "Nothing waits." : `${count(waiting, "file")} wait, for ${waitingSeconds} s at most.`,
  )
  for (const one of trouble) console.error(one)
  if (trouble.length > 0) process.exitCode = 1
}

async function restore(moment: string, choices: Choices) {
  const { DATABASE_OWNER_URL, BACKUP_DIR, CENTER_TIME_ZONE } = env()
  const target = moment === "latest" ? "latest" : readMoment(moment, CENTER_TIME_ZONE)
  const from = choices.from ?? BACKUP_DIR
  if (!from) throw new AppError("invalid", "Say where the backups are: --from, or BACKUP_DIR.")
  const began = Date.now()
  const { reached, base, timeline, rows, auditFaults } = await restoreTo({
    folder: await archiveIn(from, choices.cluster),
    keys: await keysOf(choices.key),
    into: resolve(choices.into),
    target,
    timeline: choices.timeline,
    user: decodeURIComponent(new URL(DATABASE_OWNER_URL).username),
    database: databaseIn(DATABASE_OWNER_URL),
    bin: choices.postgres,
  })
  const all = sumOf(rows)
  console.log(
    `Restored in ${((Date.now() - began) / 1000).toFixed(1)} s from the base backup of ${base.at.toISOString()}, on timeline ${timeline}.`,
  )
  console.log(`The last transaction in it is of ${(reached ?? base.at).toISOString()}.`)
  console.log(
    `${count(rows.clients ?? 0, "client")}, ${count(rows.check_ins ?? 0, "check-in")}, ${count(all, "row")} in all, each of them read.`,
  )
  console.log(
    auditFaults === null
      ? "The audit log is of another version: look with crm audit verify."
      : auditFaults === 0
        ? "The audit log is whole."
        : `The audit log has ${auditFaults} faults: crm audit verify names them.`,
  )
  console.log(
    `Stop the database server, put ${resolve(choices.into)} in the place of its data directory, and start it.`,
  )
}

function requireSettings() {
  const settings = walSettings(env())
  if (settings) return settings
  throw new AppError("invalid", "Set WAL_ARCHIVE_DIR, BACKUP_DIR and BACKUP_RECIPIENT first.")
}

function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError("It is a number from 1 on.")
}
