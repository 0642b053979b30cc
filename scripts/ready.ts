import { examineHere } from "./examine"
import { completeSettings, givenSettings } from "./settings"

/** Completes the settings; ends this process, with every reason at once, where a start would not be safe. */
export async function requireReady(what: "server" | "worker"): Promise<void> {
  const given = givenSettings()
  if (given.APP_ENV !== "production") await completeSettings()
  const reasons = (await examineHere(given, "start")).filter(({ state }) => state === "fail")
  if (reasons.length > 0) {
    const lines = reasons.map(({ title, says, remedy }) => `  - ${title}? ${says} ${remedy}`)
    console.error(`The ${what} does not start:\n${lines.join("\n")}`)
    process.exit(1)
  }
  await completeSettings()
}
