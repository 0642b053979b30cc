import { stat } from "node:fs/promises"
import type { Fault } from "../env-faults"
import { type Check, fail, type Patient, pass, skip, warn } from "./check"

/** What the settings say, before anything is asked for. */
export const settingsChecks: Check[] = [
  {
    id: "settings.sound",
    group: "Settings",
    title: "Every setting can be understood",
    remedy: "Correct these settings in .env; .env.example says what each may be.",
    stopsStart: "always",
    look: faultsOf("malformed", "All are as they should be."),
  },
  {
    id: "settings.production",
    group: "Settings",
    title: "APP_ENV is production",
    remedy: "Set APP_ENV=production: only then the start refuses what is not safe.",
    look: ({ settings: { APP_ENV } }) =>
      APP_ENV === "production" ? pass("It is.") : fail(`It is ${APP_ENV}.`),
  },
  {
    id: "settings.secrets",
    group: "Settings",
    title: "Secrets are present, long and no examples",
    remedy: "Make new ones, for instance those that crm secrets prints.",
    stopsStart: "in production",
    look: faultsOf("secret", "All are long enough and none is an example."),
  },
  {
    id: "settings.private",
    group: "Settings",
    title: "The file with the secrets is private",
    remedy: "Take it away from the others with: chmod 600 .env",
    look: privateFile,
  },
  {
    id: "settings.https",
    group: "Settings",
    title: "Every address begins with https",
    remedy: "Write these addresses with https:// and have a proxy with TLS answer there.",
    stopsStart: "in production",
    look: faultsOf("address", "All do."),
  },
  {
    id: "settings.database",
    group: "Settings",
    title: "The database is one of its own",
    remedy: "Set DATABASE_URL to a Postgres server that is backed up.",
    stopsStart: "in production",
    look: faultsOf("database", "DATABASE_URL names one."),
  },
  {
    id: "settings.complete",
    group: "Settings",
    title: "What is switched on has what it needs",
    remedy: "Give these settings, or switch off what needs them.",
    stopsStart: "in production",
    look: faultsOf("incomplete", "Nothing is missing."),
  },
]

function faultsOf(kind: Fault["kind"], fine: string) {
  return ({ faults }: Patient) => {
    const own = faults.filter((fault) => fault.kind === kind)
    return own.length === 0
      ? pass(fine)
      : fail(own.map(({ setting, says }) => `${setting}: ${says}`).join("; "))
  }
}

async function privateFile() {
  const file = await stat(".env").catch(() => null)
  if (!file) return skip("There is no .env here: the settings come from elsewhere.")
  if (process.platform === "win32") return skip("This system has no such modes.")
  const mode = (file.mode & 0o777).toString(8)
  return file.mode & 0o077
    ? warn(`Others on this machine can read .env (mode ${mode}).`)
    : pass(`Mode ${mode}.`)
}
