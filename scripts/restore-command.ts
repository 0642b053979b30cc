import { dirname } from "node:path"
import { createInterface } from "node:readline/promises"
import type { Command } from "commander"
import { originOf } from "../lib/backups/back-up"
import type { About } from "../lib/backups/format"
import { sumOf } from "../lib/backups/records"
import { type Restored, restoreBackup, type There } from "../lib/backups/restore"
import { recipientOf } from "../lib/backups/seal"
import { AppError } from "../lib/core/errors"
import { count } from "../lib/core/format"
import { env } from "../lib/env"
import { backupSettings, centreSettings } from "../lib/env-parts"
import { operator } from "./as-operator"
import { keyHelp, keysOf, pathOf } from "./backup-files"

type Options = { key: string; yes: boolean; withoutBackup: boolean }

export function addCommands(crm: Command) {
  crm
    .command("restore")
    .argument("<file>")
    .requiredOption("--key <file>", keyHelp)
    .option("--yes", "do not ask", false)
    .option("--without-backup", "when what is there cannot be backed up: it is set aside instead", false)
    .action(restore)
}

async function restore(file: string, options: Options) {
  const path = pathOf(file)
  const keys = await keysOf(options.key)
  const settings = backupSettings(env())
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = env()
  const began = Date.now()
  const restored = await restoreBackup(
    {
      ...{ ownerUrl, appUrl, file: path, keys },
      directory: settings?.directory ?? dirname(path),
      recipients: settings?.recipients ?? (await Promise.all(keys.map(recipientOf))),
      origin: originOf(centreSettings(env())),
      withoutBackup: options.withoutBackup,
      confirm: (about, there) => (options.yes ? Promise.resolve(true) : confirmed(about, there)),
    },
    { context: operator() },
  )
  if (!restored) throw new AppError("conflict", "Nothing was changed.")
  tell(restored, file, Date.now() - began)
}

async function confirmed({ takenAt, centre }: About, there: There | undefined): Promise<boolean> {
  console.error(`This is ${centre.name} as it was at ${takenAt}.`)
  console.error(
    there
      ? `It takes the place of ${count(there.clients, "client")}, ${count(there.checkIns, "check-in")} and ${count(there.users, "user")}; they are backed up first.`
      : "There is nothing in this database.",
  )
  if (!process.stdin.isTTY) throw new AppError("invalid", "Nobody can be asked here: say --yes.")
  const asked = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await asked.question("Restore it? (yes or no) ")
  asked.close()
  return answer.trim().toLowerCase() === "yes"
}

function tell({ about, rows, before, aside, settings }: Restored, file: string, ms: number) {
  const of = (table: string, noun: string) => count(rows[table] ?? 0, noun)
  const lines = [
    `Restored in ${(ms / 1000).toFixed(1)} s: everything is as it was at ${about.takenAt}.`,
    `${of("clients", "client")}, ${of("memberships", "membership")}, ${of("check_ins", "check-in")}, ${of("users", "user")}, ${of("events", "event")}; ${count(sumOf(rows), "row")} in all.`,
    before && `What was there before: ${before.file}, with the same key.`,
    aside && `What was there before is the database ${aside} now; drop it once nobody needs it.`,
    settings.AUTH_SECRET !== env().AUTH_SECRET &&
      `AUTH_SECRET is another than then: second factors and PINs cannot be read. The settings of then: crm backups settings ${file} --key …`,
    "Everybody signs in anew. What was changed, sent or revoked after that moment is not known any more: with FEATURE_MESSAGING=on, messages of that time may go out again.",
  ]
  for (const line of lines.filter(Boolean)) console.log(line)
}
