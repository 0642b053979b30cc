import { and, gte, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns } from "../../db/schema"
import { isHere } from "../check-ins/records"
import { addDays, startOfDay } from "../core/clock"
import { query } from "../core/operation"
import { countByStatus } from "../coverage/records"

/**
 * The numbers of the dashboard, today in the centre's time zone: clients by status, visits begun today, and clients
 * who are here (their latest visit began today and has not ended). Undone and voided check-ins never count.
 */
export const stats = query({
  permission: "stats.read",
  input: z.strictObject({}),
  async run({ db, today, timeZone }) {
    const dayStart = startOfDay(today, timeZone)
    const [clientsByStatus, [visits]] = await Promise.all([
      countByStatus(db, today),
      db
        .select({
          checkedInToday: sql<number>`count(*)::int`,
          hereNow: sql<number>`(count(*) filter (where ${isHere(db, dayStart)}))::int`,
        })
        .from(checkIns)
        .where(
          and(
            isNull(checkIns.removal),
            gte(checkIns.checkedInAt, dayStart),
            lt(checkIns.checkedInAt, startOfDay(addDays(today, 1), timeZone)),
          ),
        ),
    ])
    return { clientsByStatus, checkedInToday: visits?.checkedInToday ?? 0, hereNow: visits?.hereNow ?? 0 }
  },
})
