import { randomUUID } from "node:crypto"
import { readFile } from "node:fs/promises"
import { basename, dirname, resolve } from "node:path"
import { createInterface } from "node:readline/promises"
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

type AsOperator = (work: (ctx: Context) => Promise<void>) => Promise<void>
type WithKey = { key: string }

/** Adds `backup`, `backups` and `restore` to the operator's command line. */
export function addBackupCommands(crm: Command, asOperator: AsOperator) {
  crm
    .command("backup")
    .description("make a backup in BACKUP_DIR and prove it; prints its file")
    .action(() => asOperator(makeBackup))
  const backups = crm.command("backups").description("list and prove backups, make the key that opens them")
  backups
    .command("list")
    .description("list the backups of BACKUP_DIR, newest first")
    .action(() => asOperator(list))
  backups
    .command("prove")
    .description("restore a backup into a scratch database and compare; exit code 1 when it is not good")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps")
    .action((file: string, { key }: WithKey) => asOperator((ctx) => proveFile(ctx, file, key)))
  backups
    .command("settings")
    .description("print the settings that were in force when a backup was made, as lines for a .env")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps")
    .action(printSettings)
  backups
    .command("key")
    .description("make the key that opens backups; prints it, this once: keep it away from the server")
    .action(printKey)
  crm
    .command("restore")
    .description("put a backup in the place of the database; what is there is backed up first")
    .argument("<file>")
    .requiredOption("--key <file>", "the key that the operator keeps")
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
  for (const { takenAt, state, size, provedAt, file, why } of await listBackups(ctx, {})) {
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
  const [path, sidecar] = [resolve(file), await sidecarOf(file)]
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
  const archive = await openBackup(file, await keysOf(key))
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
  const keys = await keysOf(options.key)
  const settings = backupSettings(env())
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = env()
  const began = Date.now()
  const restored = await restoreBackup(
    {
      ...{ ownerUrl, appUrl, file: resolve(file), keys },
      directory: settings?.directory ?? dirname(resolve(file)),
      recipients: settings?.recipients ?? (await Promise.all(keys.map(recipientOf))),
      origin: originOf(centreSettings(env())),
      withoutBackup: options.withoutBackup,
      confirm: (about, there) => (options.yes ? Promise.resolve(true) : confirmed(about, there)),
    },
    { context: operatorsContext() },
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
      `AUTH_SECRET is another than then: second factors and PINs cannot be read. The settings of then: npm run --silent crm -- backups settings ${file} --key …`,
    "Everybody signs in anew. What was changed, sent or revoked after that moment is not known any more: with FEATURE_MESSAGING=on, messages of that time may go out again.",
  ]
  for (const line of lines.filter(Boolean)) console.log(line)
}

const keysOf = async (file: string) => keysIn(await readFile(file, "utf8"))

function requireSettings() {
  const settings = backupSettings(env())
  if (settings) return settings
  throw new AppError(
    "invalid",
    "Set BACKUP_DIR and BACKUP_RECIPIENT first; `crm backups key` makes a key and tells it.",
  )
}

const operatorsContext = () => ({
  ...{ actor: { kind: "system" as const, name: "Operator" }, now: new Date() },
  ...{ timeZone: env().CENTER_TIME_ZONE, requestId: randomUUID() },
  origin: { channel: "command_line" as const, address: null },
})

const quotedForEnv = (value: string) =>
  /^[\w.:/@+=,-]*$/.test(value) ? value : value.includes("'") ? JSON.stringify(value) : `'${value}'`
