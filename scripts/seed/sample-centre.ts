import { sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { clients, users } from "../../db/schema"
import { insertCheckIns } from "../../lib/check-ins/records"
import { calendarOf } from "./calendar"
import { cast } from "./cast"
import { chanceFrom } from "./chance"
import { openReception, type Reception } from "./reception"
import { writeStaffNotes } from "./staff-notes"
import { letVisit, takeIn } from "./take-in"
import { uncommon } from "./uncommon"
import { type Guest, inventVisits } from "./visits"
import { welcomeCrowd } from "./welcome-crowd"

const LOCK = 727_003
const SEED = 20_240_229
const ROWS_AT_ONCE = 1000

/**
 * Fills an empty database with a centre of about 200 invented clients and six months of visits up to `now`, the same
 * each time but for the dates. Returns false and changes nothing when there is any user or client already. Of several
 * calls at once, one fills it and the others wait for it.
 */
export async function seedSampleCentre(
  db: Database,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    if (await isInUse(tx)) return false
    await furnish(await openReception(tx, calendarOf(now, timeZone)))
    return true
  })
}

async function isInUse(tx: Transaction): Promise<boolean> {
  const [user] = await tx.select({ id: users.id }).from(users).limit(1)
  const [client] = await tx.select({ id: clients.id }).from(clients).limit(1)
  return Boolean(user ?? client)
}

async function furnish(reception: Reception): Promise<void> {
  const chance = chanceFrom(SEED)
  const crowd = await welcomeCrowd(reception, chance)
  const known = []
  for (const member of [...cast, ...uncommon]) known.push(await takeIn(reception, member))
  const seen = crowd.filter(({ perWeek }) => perWeek > 0).map(({ clientId }) => clientId)
  await writeStaffNotes(reception, seen, chance)
  await writeVisits(reception, [...crowd, ...known])
  for (const guest of known) await letVisit(reception, guest)
}

async function writeVisits(
  { tx, calendar, admin, staff, apiKeyId }: Reception,
  guests: Guest[],
): Promise<void> {
  const desk = { adminId: admin.id, staffId: staff.id, apiKeyId }
  const visits = inventVisits(guests, desk, calendar, chanceFrom(SEED))
  for (let from = 0; from < visits.length; from += ROWS_AT_ONCE)
    await insertCheckIns(tx, visits.slice(from, from + ROWS_AT_ONCE))
}
