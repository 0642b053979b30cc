import { basename, dirname, resolve } from "node:path"
import type { Command } from "commander"
import { backUp } from "../lib/backups/back-up"
import { alone } from "../lib/backups/database"
import { listBackups } from "../lib/backups/list"
import { openBackup, prove, requireUnchanged } from "../lib/backups/prove"
import { sumOf, tellBackups } from "../lib/backups/records"
import { newKey } from "../lib/backups/seal"
import { sidecarOf, sidecarsIn } from "../lib/backups/sidecar"
import { proven } from "../lib/backups/take"
import { AppError } from "../lib/core/errors"
import { count } from "../lib/core/format"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { backupSettings } from "../lib/env-parts"
import { asOperator } from "./as-operator"
import { keyHelp, keysOf, pathOf } from "./backup-files"

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
    .requiredOption("--key <file>", keyHelp)
    .action((file: string, { key }: WithKey) => asOperator((ctx) => proveFile(ctx, file, key)))
  backups
    .command("settings")
    .description("print the settings that were in force when a backup was made, as lines for a .env")
    .argument("<file>")
    .requiredOption("--key <file>", keyHelp)
    .action(printSettings)
  backups
    .command("key")
    .description("make the key that opens backups; prints it, this once: keep it away from the server")
    .action(printKey)
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
