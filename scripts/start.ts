import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { and, inArray, isNull } from "drizzle-orm"
import { connect } from "../db/client"
import { pendingMigrations } from "../db/migrate"
import { users } from "../db/schema"
import { env } from "../lib/env"
import { portOf, runNext } from "./next"
import { demoAccounts } from "./seed/people"
import { completeSettings } from "./settings"

await completeSettings()
const behind = await migrationFaults()
const faults = behind.length > 0 ? behind : await demoFaults()
if (faults.length > 0) {
  console.error(`The server does not start:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`)
  process.exit(1)
}
// The standalone output, of which the image is made, brings its own server.
const server = resolve("server.js")
if (existsSync(server)) await import(pathToFileURL(server).href)
else process.exit(await runNext("start", "--port", portOf(env().APP_URL)))

async function migrationFaults(): Promise<string[]> {
  const behind = await pendingMigrations(env().DATABASE_URL)
  return behind > 0
    ? [`The database is ${behind} migration(s) behind. Run: npm run --silent crm -- migrate`]
    : []
}

/** The passwords of the sample centre are public. */
async function demoFaults(): Promise<string[]> {
  if (env().APP_ENV !== "production") return []
  const { db, close } = connect(env().DATABASE_URL, { max: 1 })
  const emails = demoAccounts.map(({ email }) => email)
  const active = await db
    .select({ email: users.email })
    .from(users)
    .where(and(inArray(users.email, emails), isNull(users.deactivatedAt)))
    .finally(close)
  return active.map(({ email }) => `The demo account ${email} is active. Deactivate it.`)
}
