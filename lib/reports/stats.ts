import { z } from "zod"
import { checkIns } from "../../db/schema"
import { countedBetween, isHere } from "../check-ins/records"
import { query } from "../core/operation"
import { countByStatus } from "../coverage/records"
import { countNotSeen } from "./not-seen"

/**
 * The numbers of the dashboard, today in the centre's time zone: clients by status (expiring: their coverage ends within
 * 30 days), covered clients who were not seen for 30 days (as `listNotSeen` has it), visits begun today, and clients who
 * are here (their latest visit began since the last closing time and has not ended). Undone and voided check-ins never count.
 */
export const stats = query({
  permission: "stats.read",
  input: z.strictObject({}),
  async run({ db, now, today, timeZone }) {
    const [clientsByStatus, notSeen, checkedInToday, hereNow] = await Promise.all([
      countByStatus(db, today),
      countNotSeen(db, today, timeZone),
      db.$count(checkIns, countedBetween(today, today, timeZone)),
      db.$count(checkIns, isHere({ now, timeZone })),
    ])
    return { clientsByStatus, notSeen, checkedInToday, hereNow }
  },
})
