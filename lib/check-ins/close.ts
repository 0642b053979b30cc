import { and, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns } from "../../db/schema"
import { operation } from "../core/operation"
import { lastClosing, nextClosing } from "./closing"

/**
 * Ends the visits that nobody ended before the first closing time after they began, at that time. They need a review.
 * Returns how many those were.
 */
export const closeVisits = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run({ tx, now, timeZone, record }) {
    const closed = await tx
      .update(checkIns)
      .set({ checkedOutAt: nextClosing(sql`${checkIns.checkedInAt}`, timeZone), needsReview: true })
      .where(
        and(
          isNull(checkIns.checkedOutAt),
          isNull(checkIns.removal),
          // A visit that began at a closing time goes on to the next.
          sql`${checkIns.checkedInAt} < ${lastClosing(now, timeZone)}`,
        ),
      )
      .returning({ checkInId: checkIns.id, clientId: checkIns.clientId })
    for (const { checkInId, clientId } of closed) record("check_in.closed", { checkInId }, { clientId })
    return { closed: closed.length }
  },
})
