import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { connect } from "../db/client"
import { codeInGroups } from "../lib/cards/words"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { makePairingCode } from "../lib/kiosk/pairing-code"
import { buildQuietly, portOf, requireFreePort, runNext } from "./next"
import { demoAccounts } from "./seed/people"
import { seedSampleCentre } from "./seed/sample-centre"
import { completeSettings } from "./settings"

process.env.PORT ??= "3000"
process.env.APP_URL ??= `http://localhost:${process.env.PORT}`
// Sign-ins are what is looked for on this screen; what goes wrong is still said.
process.env.LOG_LEVEL ??= "error"
await requireFreePort(portOf(process.env.APP_URL))
await completeSettings()
const { APP_ENV, APP_URL, DATABASE_URL, CENTER_TIME_ZONE } = env()
if (APP_ENV === "production") {
  console.error("The sample centre is not for production: its passwords are public.")
  process.exit(1)
}

if (changedSince(".next/BUILD_ID")) {
  console.log("  Building, which takes about a minute …")
  const { code, output } = await buildQuietly()
  if (code !== 0) {
    console.error(output)
    process.exit(code)
  }
}

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

const ended = runNext("start", "--port", portOf(APP_URL))
if (!(await Promise.race([ended.then(() => false), answers()]))) process.exit(await ended)
console.log(`
  ${seeded ? "The sample centre is ready." : "The sample centre is there from last time; nothing was changed."}
  Open     ${APP_URL}
${demoAccounts.map(({ email, password, role }) => `  ${role.padEnd(8)} ${email}   password: ${password}`).join("\n")}
  Kiosk    ${APP_URL}/kiosk   code: ${codeInGroups(code)} (for 10 minutes; then Admin > Tablets)

  Ctrl-C ends it. Everything lies in ${env().DATA_DIR}/; delete that folder to begin anew.
`)
process.exit(await ended)

/** True once the server answers. */
async function answers(): Promise<true> {
  for (;;) {
    const isThere = await fetch(`http://127.0.0.1:${portOf(APP_URL)}/api/v1/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isThere) return true
    await sleep(200)
  }
}

/** Whether anything that the build reads is newer than what it made. */
function changedSince(made: string): boolean {
  const builtAt = statSync(made, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const folders = ["app", "components", "db", "lib", "public"]
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  )
  const files = [
    ...folders,
    ...inside,
    "instrumentation.ts",
    "middleware.ts",
    "next.config.js",
    "package-lock.json",
    "postcss.config.mjs",
    "tsconfig.json",
  ]
  return files.some((file) => statSync(file).mtimeMs > builtAt)
}
