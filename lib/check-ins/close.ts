import { and, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns } from "../../db/schema"
import { addDays, momentOn } from "../core/clock"
import { operation } from "../core/operation"
import { settingsOf } from "../settings/records"

/**
 * Ends the visits that began before the latest closing time and that nobody ended: at the closing time of their day, or
 * where they began after it, when they began. They need a review. Returns how many those were.
 */
export const closeVisits = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run({ tx, now, today, timeZone, record }) {
    const { closingTime } = await settingsOf(tx, ["closingTime"])
    const todays = momentOn(today, closingTime, timeZone)
    const latest = todays <= now ? todays : momentOn(addDays(today, -1), closingTime, timeZone)
    const ofTheirDay = sql`(((${checkIns.checkedInAt} at time zone ${timeZone})::date + ${closingTime}::time) at time zone ${timeZone})`
    const closed = await tx
      .update(checkIns)
      .set({ checkedOutAt: sql`greatest(${checkIns.checkedInAt}, ${ofTheirDay})`, needsReview: true })
      .where(and(isNull(checkIns.checkedOutAt), isNull(checkIns.removal), lt(checkIns.checkedInAt, latest)))
      .returning({ checkInId: checkIns.id, clientId: checkIns.clientId })
    for (const { checkInId, clientId } of closed) record("check_in.closed", { checkInId }, { clientId })
    return { closed: closed.length }
  },
})
