import { connect } from "../db/client"
import { codeInGroups } from "../lib/cards/words"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { makePairingCode } from "../lib/kiosk/pairing-code"
import { portOf, requireFreePort, runNext } from "./next"
import { demoAccounts } from "./seed/people"
import { seedSampleCentre } from "./seed/sample-centre"
import { completeSettings } from "./settings"

process.env.PORT ??= "3000"
process.env.APP_URL ??= `http://localhost:${process.env.PORT}`
await completeSettings()
const { APP_ENV, APP_URL, DATABASE_URL, CENTER_TIME_ZONE } = env()
if (APP_ENV === "production") {
  console.error("The sample centre is not for production: its passwords are public.")
  process.exit(1)
}

await requireFreePort(portOf(APP_URL))
const built = await runNext("build")
if (built !== 0) process.exit(built)

const { db, close } = connect(DATABASE_URL)
const now = new Date()
const seeded = await seedSampleCentre(db, { now, timeZone: CENTER_TIME_ZONE })
const operator: Context = {
  db,
  actor: { kind: "system", name: "Demo" },
  now,
  timeZone: CENTER_TIME_ZONE,
  requestId: "demo",
}
const { code } = await makePairingCode(operator, { name: "Sample tablet", station: "Kiosk-Main" })
await close()

console.log(`
  ${seeded ? "The sample centre is ready." : "The sample centre is there from last time; nothing was changed."}
  Open     ${APP_URL}
${demoAccounts.map(({ email, password, role }) => `  ${role.padEnd(8)} ${email}   password: ${password}`).join("\n")}
  Kiosk    ${APP_URL}/kiosk   code: ${codeInGroups(code)} (for 10 minutes; then Admin > Tablets)

  Ctrl-C ends it. Everything lies in ${env().DATA_DIR}/; delete that folder to begin anew.
`)
process.exit(await runNext("start", "--port", portOf(APP_URL)))
