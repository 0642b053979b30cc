import { and, asc, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { kioskDevices, kioskEntries } from "../../db/schema"
import type { Sealer } from "../core/crypto"
import { pageLimit } from "../core/fields"
import { query, type Reading } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import type { Way } from "./contract"
import { peopleBehind, peopleWithPhone } from "./find"

/** A house of people who share one phone is shown whole. */
const MOST_CANDIDATES = 50

const { id, way, reason, sealedGiven, happenedAt, receivedAt, timeUncertain, clockOffsetSeconds } =
  kioskEntries
const { name: deviceName, station } = kioskDevices

/**
 * A page of the entries that wait for staff, oldest first: when and where each happened, why it waits, what the visitor
 * gave (null where it cannot be read), and the clients whom that names now.
 */
export const listWaitingEntries = query({
  permission: "kiosk.attend",
  input: z.strictObject({ limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run(reading, { limit, cursor }) {
    const { db, sealer } = reading
    const after = readCursor(cursor)
    const found = await db
      .select({
        id,
        way,
        reason,
        sealedGiven,
        happenedAt,
        receivedAt,
        timeUncertain,
        clockOffsetSeconds,
        deviceName,
        station,
      })
      .from(kioskEntries)
      .innerJoin(kioskDevices, eq(kioskDevices.id, kioskEntries.deviceId))
      .where(
        and(
          isNull(kioskEntries.settledAt),
          after && sql`(${happenedAt}, ${id}) > (${after.key}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(asc(happenedAt), asc(id))
      .limit(limit + 1)
    const { rows, nextCursor } = pageOf(found, limit, (row) => row.happenedAt.toISOString())
    const whole = await Promise.all(
      rows.map(async ({ sealedGiven, ...entry }) => {
        const given = sealedGiven && unsealed(sealer, sealedGiven, entry.id)
        return { ...entry, given, candidates: await candidatesFor(reading, entry.way, given) }
      }),
    )
    return { rows: whole, nextCursor }
  },
})

export type WaitingEntry = Awaited<ReturnType<typeof listWaitingEntries>>["rows"][number]

/** What a visitor gave is sealed for this. */
export const entryPurpose = (entryId: string) => `kiosk entry ${entryId}`

/** Under another AUTH_SECRET nothing opens; the entry can be settled all the same. */
function unsealed(sealer: Sealer, text: string, entryId: string): string | null {
  try {
    return sealer.unseal(text, entryPurpose(entryId))
  } catch {
    return null
  }
}

async function candidatesFor(reading: Reading, way: Way | null, given: string | null) {
  if (!way || !given) return []
  const found =
    way === "phone"
      ? await peopleWithPhone(reading, given, MOST_CANDIDATES)
      : await peopleBehind(reading, { way, value: given })
  return found.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }))
}
