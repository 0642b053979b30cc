import { and, lte } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { isHere, REPEAT_WITHIN_MS } from "../check-ins/records"
import { startOfDay } from "../core/clock"
import type { Reading } from "../core/operation"

/** The condition of a visit that can be ended at the tablet: of today, begun more than 5 minutes ago, its client here. */
export const isGoingOn = ({ db, now, today, timeZone }: Reading) =>
  and(
    isHere(db, startOfDay(today, timeZone)),
    lte(checkIns.checkedInAt, new Date(now.getTime() - REPEAT_WITHIN_MS)),
  )
