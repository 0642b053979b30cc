import { and, eq, gte, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns, clients } from "../../db/schema"
import { addDays, startOfDay } from "../core/clock"
import { query } from "../core/operation"
import { countByStatus } from "../coverage/records"

/**
 * The numbers of the dashboard, today in the centre's time zone: clients by status, visits begun today, and clients
 * who are here (a visit of today that has not ended). Undone and voided check-ins never count.
 */
export const stats = query({
  permission: "stats.read",
  input: z.strictObject({}),
  async run({ db, today, timeZone }) {
    const [clientsByStatus, [visits]] = await Promise.all([
      countByStatus(db, today),
      db
        .select({
          checkedInToday: sql<number>`count(*)::int`,
          hereNow: sql<number>`(count(distinct ${checkIns.clientId}) filter (where ${checkIns.checkedOutAt} is null))::int`,
        })
        .from(checkIns)
        .innerJoin(clients, eq(clients.id, checkIns.clientId))
        .where(
          and(
            isNull(checkIns.removal),
            gte(checkIns.checkedInAt, startOfDay(today, timeZone)),
            lt(checkIns.checkedInAt, startOfDay(addDays(today, 1), timeZone)),
          ),
        ),
    ])
    return { clientsByStatus, checkedInToday: visits?.checkedInToday ?? 0, hereNow: visits?.hereNow ?? 0 }
  },
})
