import { pendingMigrations } from "../db/migrate"
import { env } from "../lib/env"
import { portOf, runNext } from "./next"
import { completeSettings } from "./settings"

await completeSettings()
const behind = await pendingMigrations(env().DATABASE_URL)
if (behind > 0) {
  console.error(`The database is ${behind} migration(s) behind. Run: npm run --silent crm -- migrate`)
  process.exit(1)
}
process.exit(await runNext("start", "--port", process.env.PORT ?? portOf(env().APP_URL)))
