import { randomUUID } from "node:crypto"
import { Command, Option } from "commander"
import type postgres from "postgres"
import { connect } from "../db/client"
import { migrate } from "../db/migrate"
import { createApiKey, listApiKeys, revokeApiKey } from "../lib/api-keys/keys"
import { AppError, notFound } from "../lib/core/errors"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { deactivateUser, reactivateUser } from "../lib/users/deactivate"
import { inviteUser } from "../lib/users/invite"
import { listUsers } from "../lib/users/list"
import { makeResetLink } from "../lib/users/reset-password"
import { addImportCommands } from "./import-commands"
import { completeSettings } from "./settings"

type Role = "admin" | "staff"

const crm = new Command("crm").description("The operator's command line of BEC CRM")
const role = () =>
  new Option("--role <role>", "what they may do").choices(["admin", "staff"]).makeOptionMandatory()

crm
  .command("migrate")
  .description("bring the database up to date")
  .action(async () => {
    const applied = await migrate(env().DATABASE_URL)
    console.log(applied === 0 ? "The database is up to date." : `Applied ${applied} migration(s).`)
  })

const user = crm.command("users").description("add, list, reset and deactivate users")
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

addImportCommands(crm, asOperator)

async function asOperator(work: (ctx: Context, sql: postgres.Sql) => Promise<void>) {
  const { DATABASE_URL, CENTER_TIME_ZONE } = env()
  const { db, sql, close } = connect(DATABASE_URL, { max: 4 })
  const actor = { kind: "system", name: "Operator" } as const
  const ctx = { db, actor, now: new Date(), timeZone: CENTER_TIME_ZONE, requestId: randomUUID() }
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

/** The first cause says what is wrong; what lies above it only where. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? messageOf(error.cause) : error.message || String((error as { code?: string }).code)
}

try {
  crm.hook("preAction", () => completeSettings())
  await crm.parseAsync()
} catch (error) {
  const fields = error instanceof AppError ? (error.details.fields ?? []) : []
  console.error(
    [messageOf(error), ...fields.map(({ field, message }) => `  ${field}: ${message}`)].join("\n"),
  )
  process.exitCode = 1
}
process.exit()
