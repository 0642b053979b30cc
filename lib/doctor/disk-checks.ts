import { statfs } from "node:fs/promises"
import { resolve } from "node:path"
import { sql } from "drizzle-orm"
import { type Check, type Finding, fail, type Patient, pass, skip, warn } from "./check"

const GIB = 2 ** 30
const LOW = { bytes: 5 * GIB, share: 0.1 }
const TOO_LOW = { bytes: GIB, share: 0.02 }

/** Whether there is room for what this program writes by itself. */
export const diskChecks: Check[] = [
  {
    id: "disk.room",
    group: "Disks",
    title: "The disks of this program have room",
    remedy: "Make room there: a backup that does not fit is no backup.",
    look: async ({ settings, given }) => {
      const places = [".", given.BACKUP_DIR, given.DATABASE_URL ? undefined : settings.DATA_DIR]
      const found = await Promise.all(places.filter((place) => place !== undefined).map(roomAt))
      return worst(found.filter((one) => one !== null)) ?? skip("None of its folders is there yet.")
    },
  },
]

/** The room on the database's disk where it is ours to see, else the database's size only. */
export async function databaseDisk({ db, given }: Patient): Promise<Finding> {
  const [it] = await db.execute<{ size: string; directory: string | null }>(
    sql`select pg_database_size(current_database())::text as size,
      (select setting from pg_settings where name = 'data_directory') as directory`,
  )
  const size = `The database holds ${inWords(Number(it?.size))}`
  const room = it?.directory && isHere(given.DATABASE_URL) ? await roomAt(it.directory) : null
  if (!room) return skip(`${size}; how much room its disk has cannot be seen from here.`)
  return { ...room, says: `${size}. ${room.says}` }
}

/** Without an address it is the embedded one. */
function isHere(address: string | undefined): boolean {
  if (!address) return true
  return ["localhost", "127.0.0.1", "[::1]", ""].includes(new URL(address).hostname)
}

async function roomAt(place: string): Promise<Finding | null> {
  const disk = await statfs(place).catch(() => null)
  if (!disk || disk.blocks === 0) return null
  const free = disk.bavail * disk.bsize
  const share = disk.bavail / disk.blocks
  const says = `${inWords(free)} (${Math.floor(share * 100)} %) are free at ${resolve(place)}.`
  const below = ({ bytes, share: part }: typeof LOW) => free < bytes || (share < part && free < 10 * bytes)
  if (below(TOO_LOW)) return fail(says)
  return below(LOW) ? warn(says) : pass(says)
}

function worst(found: Finding[]): Finding | undefined {
  const order = ["fail", "warn", "pass"]
  return found.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0]
}

function inWords(bytes: number): string {
  if (bytes >= GIB) return `${(bytes / GIB).toFixed(1)} GiB`
  return `${Math.ceil(bytes / 2 ** 20)} MiB`
}
