import { setTimeout as sleep } from "node:timers/promises"
import { dateIn, momentOn } from "../core/clock"
import { archiveOf, draftsIn, readArchive, removeFrom } from "./archive"
import { clusterOf } from "./cluster"
import { obsoleteIn } from "./prune"
import { shipWaiting } from "./ship"
import { takeBase } from "./take-base"

export type WalSettings = {
  /** Of a role that may replicate. */
  url: string
  /** Where Postgres puts what it archives. */
  inbox: string
  backupDir: string
  recipients: string[]
  /** For how many days every moment can be restored. */
  keepDays: number
  timeZone: string
}

/** What was done: segments moved away, and whether a base backup was taken. */
export type Tended = { shipped: number; base: boolean; removed: number }

const NIGHT = "02:00"
const SHIP_EVERY_MS = 5000

/**
 * One round of the upkeep of the archive: moves away what Postgres archived; takes a base backup where there is none of
 * this cluster and timeline, and each night; removes what is not needed any more. Only one process may do it at a time.
 */
export async function tendArchive(settings: WalSettings, now: Date): Promise<Tended> {
  const { url, inbox, backupDir, recipients, keepDays, timeZone } = settings
  const { systemId, timeline } = await clusterOf(url)
  const way = { inbox, folder: archiveOf(backupDir, systemId), recipients }
  // Nobody else writes there: whoever began these was killed.
  await removeFrom(way.folder, await draftsIn(way.folder))
  const shipped = await shipWaiting(way)
  const { bases } = await readArchive(way.folder)
  const newest = bases.at(-1)
  const base = !newest || newest.last.timeline !== timeline || newest.at < lastNight(now, timeZone)
  const alsoShipped = base ? await shipDuring(takeBase(url, backupDir, recipients), way) : 0
  const obsolete = base ? obsoleteIn(await readArchive(way.folder), keepDays, now) : []
  await removeFrom(way.folder, obsolete)
  return { shipped: shipped + alsoShipped, base, removed: obsolete.length }
}

/** A base backup can take long, and WAL that lies where Postgres put it is not safe yet. */
async function shipDuring(base: Promise<unknown>, way: Parameters<typeof shipWaiting>[0]): Promise<number> {
  const over = base.then(
    () => true,
    () => true,
  )
  let shipped = 0
  while (!(await Promise.race([over, sleep(SHIP_EVERY_MS, false, { ref: false })])))
    // What cannot be shipped now is tried again, the last time below.
    shipped += await shipWaiting(way).catch(() => 0)
  await base
  return shipped + (await shipWaiting(way))
}

/** When a base backup was due last. */
function lastNight(now: Date, timeZone: string): Date {
  const today = dateIn(now, timeZone)
  const tonight = momentOn(today, NIGHT, timeZone)
  return tonight <= now
    ? tonight
    : momentOn(dateIn(new Date(now.getTime() - 86_400_000), timeZone), NIGHT, timeZone)
}
