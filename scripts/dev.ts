import { env } from "../lib/env"
import { portOf, runNext } from "./next"
import { completeSettings } from "./settings"

await completeSettings()
process.exit(await runNext("dev", "--port", portOf(env().APP_URL)))
