import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { basename, dirname, resolve } from "node:path"
import { createInterface } from "node:readline/promises"
import { text } from "node:stream/consumers"
import type { Command } from "commander"
import { backUp, originOf } from "../lib/backups/back-up"
import { alone } from "../lib/backups/database"
import type { About } from "../lib/backups/format"
import { listBackups } from "../lib/backups/list"
import { openBackup, prove, requireUnchanged } from "../lib/backups/prove"
import { sumOf, tellBackups } from "../lib/backups/records"
import { type Restored, restoreBackup, type There } from "../lib/backups/restore"
import { keysIn, newKey, recipientOf } from "../lib/backups/seal"
import { sidecarOf, sidecarsIn } from "../lib/backups/sidecar"
import { proven } from "../lib/backups/take"
import { AppError } from "../lib/core/errors"
import { count } from "../lib/core/format"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { backupSettings, centreSettings } from "../lib/env-parts"
import { asOperator, operator } from "./as-operator"

type WithKey = { key: string }

export function addCommands(crm: Command) {
  crm.command("backup").action(() => asOperator(makeBackup))
  const backups = crm.command("backups")
  backups
    .command("list")
    .description("list the backups of BACKUP_DIR, newest first")
    .action(() => asOperator(list))
  backups
    .command("prove")
    .description("restore a backup into a scratch database and compare; exit code 1 when it is not good")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps; - reads it from stdin")
    .action((file: string, { key }: WithKey) => asOperator((ctx) => proveFile(ctx, file, key)))
  backups
    .command("settings")
    .description("print the settings that were in force when a backup was made, as lines for a .env")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps; - reads it from stdin")
    .action(printSettings)
  backups
    .command("key")
    .description("make the key that opens backups; prints it, this once: keep it away from the server")
    .action(printKey)
  crm
    .command("restore")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps; - reads it from stdin")
    .option("--yes", "do not ask", false)
    .option("--without-backup", "when what is there cannot be backed up: it is set aside instead", false)
    .action((file: string, options: WithKey & { yes: boolean; withoutBackup: boolean }) =>
      restore(file, options),
    )
}

async function makeBackup(ctx: Context) {
  const made = await backUp(() => ({ ...ctx, now: new Date() }), requireSettings())
  console.log(resolve(requireSettings().directory, made.file))
  console.error(
    `${count(sumOf(made.rows), "row")} backed up, restored into a scratch database and compared: good.`,
  )
}

async function list(ctx: Context) {
  const settings = backupSettings(env())
  if (settings) await tellBackups(ctx, { found: await sidecarsIn(settings.directory) })
  const backups = await listBackups(ctx, {})
  if (backups.length === 0)
    console.error(
      settings
        ? "There are no backups yet: crm backup makes one."
        : "No backups are known, and BACKUP_DIR is not set here: ask in the process that makes them.",
    )
  if (backups.length === 0 && !settings) process.exitCode = 1
  for (const { takenAt, state, size, provedAt, file, why } of backups) {
    const proof = provedAt ? `proven ${provedAt.toISOString()}` : "not proven"
    console.log(
      [takenAt.toISOString(), state, size ?? "-", proof, file ?? "-", why ?? ""].join("\t").trimEnd(),
    )
  }
}

/** A wrong key says nothing about the backup. */
async function requireKey(path: string, keys: string[]) {
  const archive = await openBackup(path, keys)
  archive.close()
}

async function proveFile(ctx: Context, file: string, keyFile: string) {
  const keys = await keysOf(keyFile)
  const ownerUrl = env().DATABASE_OWNER_URL
  const path = pathOf(file)
  const sidecar = await sidecarOf(path)
  await alone(ownerUrl, async (server) => {
    if (!sidecar) {
      await prove(server, ownerUrl, await openBackup(path, keys))
      return
    }
    const unchanged = await requireUnchanged(path, sidecar).then(
      () => true,
      () => false,
    )
    if (unchanged) await requireKey(path, keys)
    const place = { ownerUrl, directory: dirname(path) }
    const { state, why } = await proven(place, { server, now: () => new Date() }, sidecar, keys)
    const settings = backupSettings(env())
    if (settings && resolve(settings.directory) === place.directory)
      await tellBackups(ctx, { found: await sidecarsIn(settings.directory) })
    if (state !== "good") throw new AppError("invalid", String(why))
  })
  console.log(`${basename(file)} is good: it was restored into a scratch database and came back as it was.`)
}

async function printSettings(file: string, { key }: WithKey) {
  const archive = await openBackup(pathOf(file), await keysOf(key))
  archive.close()
  for (const [name, value] of Object.entries(archive.settings)) console.log(`${name}=${quotedForEnv(value)}`)
}

async function printKey() {
  const { key, recipient } = await newKey()
  console.log(`# opens the backups of the CRM; made ${new Date().toISOString()}`)
  console.log(`# public key: ${recipient}\n${key}`)
  console.error(
    `Keep this key where the server cannot reach it, twice: nobody can open a backup without it.\nIn the server's .env: BACKUP_RECIPIENT=${recipient}`,
  )
}

async function restore(file: string, options: WithKey & { yes: boolean; withoutBackup: boolean }) {
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

/** `-` is what comes in: where a container runs this, the key lies outside. */
const keysOf = async (file: string) =>
  keysIn(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"))

/** Where a backup is: at this path, or else of this name in BACKUP_DIR, as `crm backups list` prints it. */
function pathOf(file: string): string {
  const { BACKUP_DIR } = env()
  const found = [resolve(file), ...(BACKUP_DIR ? [resolve(BACKUP_DIR, file)] : [])].find((path) =>
    existsSync(path),
  )
  if (found) return found
  throw new AppError(
    "invalid",
    `There is no ${file} here${BACKUP_DIR ? `, and none in ${BACKUP_DIR}` : "; BACKUP_DIR is not set"}.`,
  )
}

function requireSettings() {
  const settings = backupSettings(env())
  if (settings) return settings
  throw new AppError(
    "invalid",
    "Set BACKUP_DIR and BACKUP_RECIPIENT first; `crm backups key` makes a key and tells it.",
  )
}

const quotedForEnv = (value: string) =>
  /^[\w.:/@+=,-]*$/.test(value) ? value : value.includes("'") ? JSON.stringify(value) : `'${value}'`
