import { sql } from "drizzle-orm"
import { at, dateIn } from "../core/clock"
import { type Check, type Finding, fail, type Patient, pass, skip, warn } from "./check"
import { ask } from "./http"

/** Signatures count for 5 minutes and codes of a second factor for half a one. */
const OFF_MS = { warn: 2000, fail: 30_000 }
const DAYS = 400

/** Whether everybody has the same time. */
export const clockChecks: Check[] = [
  {
    id: "clock.database",
    group: "Clock",
    title: "This machine's clock and the database's agree",
    remedy: "Have both machines set their clocks by NTP: timedatectl set-ntp true",
    after: ["database.reachable"],
    look: againstDatabase,
  },
  {
    id: "clock.world",
    group: "Clock",
    title: "This machine's clock is right",
    remedy: "Have this machine set its clock by NTP: timedatectl set-ntp true",
    look: againstWorld,
  },
  {
    id: "clock.zones",
    group: "Clock",
    title: "Node and Postgres know the same changes of the clocks",
    remedy:
      "Update the older of the two, Node or Postgres with the system's tzdata, so that both have present time zone data.",
    after: ["database.reachable"],
    look: zones,
  },
]

async function againstDatabase({ db, clock }: Patient): Promise<Finding> {
  await db.execute(sql`select 1`)
  const begin = clock()
  const [row] = await db.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  )
  return verdict(clock() - (clock() - begin) / 2 - Number(row?.ms), "the database's")
}

/** The time of whoever is asked anyway; this program itself where there is nobody else, which proves little. */
async function againstWorld({ settings, clock }: Patient): Promise<Finding> {
  const { ZAPIER_CATCH_HOOK_URL, FEATURE_GGLEAP_SYNC, GGLEAP_BASE_URL, APP_URL } = settings
  const peer = ZAPIER_CATCH_HOOK_URL ?? (FEATURE_GGLEAP_SYNC === "on" ? GGLEAP_BASE_URL : APP_URL)
  const { origin, hostname } = new URL(peer)
  const begin = clock()
  const answer = await ask(origin, "HEAD").catch(() => null)
  const end = clock()
  const told = Date.parse(answer?.headers.get("date") ?? "")
  if (Number.isNaN(told)) return skip(`${hostname} does not tell the time.`)
  // It tells whole seconds.
  const off = begin + (end - begin) / 2 - (told + 500)
  return verdict(Math.sign(off) * Math.max(0, Math.abs(off) - (end - begin) / 2 - 500), `that of ${hostname}`)
}

function verdict(offMs: number, whose: string): Finding {
  const off = Math.abs(offMs)
  if (off < OFF_MS.warn) return pass(`It agrees with ${whose}.`)
  const says = `It is ${inWords(off)} ${offMs > 0 ? "ahead of" : "behind"} ${whose}.`
  return off < OFF_MS.fail ? warn(says) : fail(says)
}

/** The centre's time at noon of each day to come, as both tell it. */
async function zones({ db, now, timeZone }: Patient): Promise<Finding> {
  const noon = `${dateIn(now, "UTC")}T12:00:00Z`
  const told = await db.execute<{ ms: string; minutes: number }>(
    sql`select (extract(epoch from t) * 1000)::text as ms,
        (extract(epoch from (t at time zone ${timeZone}) - (t at time zone 'UTC')) / 60)::float8 as minutes
      from generate_series(${noon}::timestamptz, ${noon}::timestamptz + make_interval(days => ${DAYS}), interval '1 day') t`,
  )
  const other = told.find(({ ms, minutes }) => offsetAt(Number(ms), timeZone) !== Number(minutes))
  if (other) return fail(`They differ for ${timeZone} from ${dateIn(new Date(Number(other.ms)), "UTC")} on.`)
  const first = Number(told[0]?.minutes)
  const next = told.find(({ minutes }) => Number(minutes) !== first)
  if (!next) return pass(`In ${timeZone} the clocks do not change within ${DAYS} days.`)
  return pass(`In ${timeZone} the clocks change next on ${dateIn(new Date(Number(next.ms)), timeZone)}.`)
}

const offsetAt = (ms: number, timeZone: string) => at(new Date(ms), timeZone).offsetNanoseconds / 60e9

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
