import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { leaseEmbeddedPostgres } from "../db/embedded"
import { migrate } from "../db/migrate"
import { appUrlBeside } from "../db/roles"
import { env, readEnv } from "../lib/env"
import type { Given } from "../lib/env-faults"

/**
 * Makes the settings of this process complete: reads .env, and outside production starts the embedded Postgres and
 * makes a secret under DATA_DIR where none are given. The server of the embedded Postgres stops with this process.
 */
export async function completeSettings(): Promise<void> {
  loadEnvFile()
  const { APP_ENV, DATABASE_URL, DATA_DIR } = settingsOrExit()
  if (APP_ENV !== "production") process.env.AUTH_SECRET ||= secretIn(resolve(DATA_DIR))
  if (!DATABASE_URL) {
    const { url } = await leaseEmbeddedPostgres({ dataDir: join(resolve(DATA_DIR), "postgres") })
    const appUrl = appUrlBeside(url)
    process.env.DATABASE_URL = appUrl
    process.env.DATABASE_OWNER_URL = url
    process.env.WORKER ||= "inline"
    await migrate(url, appUrl)
  }
  process.env.NEXTAUTH_URL ||= env().APP_URL
}

/** The settings as they were given, in the environment or else in .env, before anything is completed. */
export function givenSettings(): Given {
  loadEnvFile()
  return { ...process.env }
}

/** What stands in the environment already is left as it is. */
function loadEnvFile() {
  if (existsSync(".env")) process.loadEnvFile(".env")
}

function settingsOrExit() {
  try {
    return readEnv(process.env)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}

function secretIn(dataDir: string): string {
  const file = join(dataDir, "auth-secret")
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 })
  return readFileSync(file, "utf8").trim()
}
