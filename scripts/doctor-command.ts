import type { Command } from "commander"
import type { Examined } from "../lib/doctor/examine"
import { groups, tally } from "../lib/doctor/words"
import { examineEnv } from "../lib/env"
import type { Given } from "../lib/env-faults"
import { examineHere } from "./examine"
import { completeSettings, givenSettings } from "./settings"

export function addCommands(crm: Command) {
  crm
    .command("doctor")
    .option("--json", "print what was found as JSON", false)
    .action(async ({ json }: { json: boolean }) => {
      const given = givenSettings()
      if (wantsEmbedded(given)) await completeSettings()
      const found = await examineHere(given)
      console.log(json ? JSON.stringify(found, null, 2) : linesOf(found).join("\n"))
      process.exitCode = found.some(({ state }) => state === "fail") ? 1 : 0
    })
}

/** Outside production the database may be the embedded one, which has to be started. */
function wantsEmbedded(given: Given): boolean {
  const { settings, faults } = examineEnv(given)
  return (
    !given.DATABASE_URL &&
    settings.APP_ENV !== "production" &&
    faults.every(({ kind }) => kind !== "malformed")
  )
}

function linesOf(found: Examined[]): string[] {
  const width = Math.max(...found.map(({ title }) => title.length))
  const lines = groups.flatMap((group) => {
    const own = found.filter((one) => one.group === group)
    return [group, ...own.flatMap((one) => linesOfOne(one, width)), ""]
  })
  return [...lines, tally(found)]
}

function linesOfOne({ state, title, says, remedy }: Examined, width: number): string[] {
  const line = `  ${state.padEnd(4)}  ${title.padEnd(width)}  ${says}`
  return state === "fail" || state === "warn" ? [line, `        -> ${remedy}`] : [line]
}
