import { randomUUID } from "node:crypto"
import { Command, Option } from "commander"
import type postgres from "postgres"
import { connect } from "../db/client"
import { migrate } from "../db/migrate"
import { createApiKey, listApiKeys, revokeApiKey } from "../lib/api-keys/keys"
import { sealerFrom } from "../lib/core/crypto"
import { AppError, causeOf, notFound } from "../lib/core/errors"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { migrateFromKrc } from "../lib/krc/migrate"
import { reconciliationLines } from "../lib/krc/reconciliation"
import { resealAll } from "../lib/secrets/reseal"
import { deactivateUser, reactivateUser } from "../lib/users/deactivate"
import { inviteUser } from "../lib/users/invite"
import { listUsers } from "../lib/users/list"
import { makeResetLink } from "../lib/users/reset-password"
import { resetSecondFactor } from "../lib/users/second-factor"
import { addAuditCommands } from "./audit-commands"
import { addBackupCommands } from "./backup-commands"
import { addDeviceCommands } from "./device-commands"
import { addDoctorCommand } from "./doctor-command"
import { addImportCommands } from "./import-commands"
import { addSecretsCommand } from "./secrets-command"
import { completeSettings } from "./settings"
import { addUpgradeCommand } from "./upgrade-command"
import { addWalCommands } from "./wal-commands"

type Role = "admin" | "staff"

const crm = new Command("crm").description("The operator's command line of BEC CRM")
const role = () =>
  new Option("--role <role>", "what they may do").choices(["admin", "staff"]).makeOptionMandatory()

crm
  .command("migrate")
  .description("bring the database up to date")
  .action(async () => {
    const applied = await migrate(env().DATABASE_OWNER_URL, env().DATABASE_URL)
    console.log(applied === 0 ? "The database is up to date." : `Applied ${applied} migration(s).`)
  })

const user = crm.command("users").description("add, list, reset and deactivate users, end a second factor")
user
  .command("add")
  .description("add a user; prints the link with which they set a password, good for 24 hours")
  .requiredOption("--name <name>")
  .requiredOption("--email <email>")
  .addOption(role())
  .action((options: { name: string; email: string; role: Role }) =>
    asOperator(async (ctx) => console.log(linkTo((await inviteUser(ctx, options)).token))),
  )
user
  .command("list")
  .description("list all users")
  .action(() =>
    asOperator(async (ctx) => {
      for (const { email, role, name, deactivatedAt, hasPassword } of await listUsers(ctx, {})) {
        const state = deactivatedAt ? "deactivated" : hasPassword ? "active" : "invited"
        console.log([email, role, state, name].join("\t"))
      }
    }),
  )
user
  .command("reset")
  .description("print a link with which the user sets a new password, good for 24 hours")
  .requiredOption("--email <email>")
  .action(({ email }) =>
    asOperator(async (ctx) =>
      console.log(linkTo((await makeResetLink(ctx, { id: await idOf(ctx, email) })).token)),
    ),
  )
user
  .command("reset-code")
  .description("remove the second factor of a user who lost the phone and the recovery codes")
  .requiredOption("--email <email>")
  .action(({ email }) =>
    asOperator(async (ctx) => {
      await resetSecondFactor(ctx, { id: await idOf(ctx, email) })
      console.log("Removed. They sign in with the password alone.")
    }),
  )
user
  .command("deactivate")
  .description("shut a user out from their next request on")
  .requiredOption("--email <email>")
  .action(({ email }) =>
    asOperator(async (ctx) => {
      await deactivateUser(ctx, { id: await idOf(ctx, email) })
      console.log("Deactivated.")
    }),
  )
user
  .command("reactivate")
  .description("let a deactivated user sign in again")
  .requiredOption("--email <email>")
  .action(({ email }) =>
    asOperator(async (ctx) => {
      await reactivateUser(ctx, { id: await idOf(ctx, email) })
      console.log("Reactivated.")
    }),
  )

const keys = crm.command("keys").description("add, list and revoke API keys")
keys
  .command("add")
  .description("make an API key; prints it, this once")
  .requiredOption("--name <name>")
  .addOption(role())
  .action((options: { name: string; role: Role }) =>
    asOperator(async (ctx) => console.log((await createApiKey(ctx, options)).key)),
  )
keys
  .command("list")
  .description("list all API keys")
  .action(() =>
    asOperator(async (ctx) => {
      for (const { id, name, role, hint, revokedAt, lastUsedAt } of await listApiKeys(ctx, {})) {
        const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "never used"
        console.log([id, role, `…${hint}`, revokedAt ? "revoked" : used, name].join("\t"))
      }
    }),
  )
keys
  .command("revoke")
  .description("end an API key at its next use")
  .argument("<id>")
  .action((id: string) =>
    asOperator(async (ctx) => {
      await revokeApiKey(ctx, { id })
      console.log("Revoked.")
    }),
  )

crm
  .command("migrate-from-krc")
  .description(
    "move everything from the predecessor's database into this one; prints what became of it, and links for users",
  )
  .argument("<database-url>", "the predecessor's Postgres, which is only read")
  .option("--dry-run", "show what would happen and keep nothing", false)
  .option("--time-zone <zone>", "the clock of times that the predecessor wrote without a time zone", "UTC")
  .option("--into-non-empty", "also when there are clients here already", false)
  .action((url: string, options: { dryRun: boolean; timeZone: string; intoNonEmpty: boolean }) =>
    asOperator(async (ctx) => {
      const { reconciliation, links } = await migrateFromKrc(ctx, { url, ...options })
      for (const line of reconciliationLines(reconciliation)) console.log(line)
      if (links.length > 0) console.log("\nLinks with which the users set a password, good for 24 hours")
      for (const { email, token } of links) console.log(`${email}\t${linkTo(token)}`)
    }),
  )

addBackupCommands(crm, asOperator)
crm
  .command("reseal")
  .description("seal everything kept under AUTH_SECRET_PREVIOUS anew, under AUTH_SECRET")
  .action(() =>
    asOperator(async (ctx) => {
      const { sealed, shut } = await resealAll(ctx, {})
      console.log(`${sealed} sealed anew.`)
      if (shut > 0) console.log(`${shut} do not open under either secret and stay as they are.`)
    }),
  )

addAuditCommands(crm, asOperator)
addDeviceCommands(crm, asOperator)
addImportCommands(crm, asOperator)
addDoctorCommand(crm)
addUpgradeCommand(crm)
addWalCommands(crm)
addSecretsCommand(crm)

/** They look at the settings as they are, or make them. */
const unprepared = ["doctor", "secrets", "key"]

async function asOperator(work: (ctx: Context, sql: postgres.Sql) => Promise<void>) {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, DATABASE_URL, CENTER_TIME_ZONE } = env()
  const { db, sql, close } = connect(DATABASE_URL, { max: 4 })
  const ctx: Context = {
    db,
    actor: { kind: "system", name: "Operator" },
    now: new Date(),
    timeZone: CENTER_TIME_ZONE,
    requestId: randomUUID(),
    origin: { channel: "command_line", address: null },
    sealer: sealerFrom(AUTH_SECRET, AUTH_SECRET_PREVIOUS),
  }
  await work(ctx, sql).finally(close)
}

async function idOf(ctx: Context, email: string): Promise<string> {
  const found = (await listUsers(ctx, {})).find((user) => user.email === email.trim().toLowerCase())
  if (!found) throw notFound("user")
  return found.id
}

function linkTo(token: string) {
  return `${env().APP_URL}/set-password?token=${token}`
}

try {
  crm.hook("preAction", async (_, command) => {
    if (!unprepared.includes(command.name())) await completeSettings()
  })
  await crm.parseAsync()
} catch (error) {
  const fields = error instanceof AppError ? (error.details.fields ?? []) : []
  console.error([causeOf(error), ...fields.map(({ field, message }) => `  ${field}: ${message}`)].join("\n"))
  process.exitCode = 1
}
process.exit()
