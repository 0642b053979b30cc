import { and, lte } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { isHere } from "../check-ins/records"
import { REPEAT_WITHIN_MS } from "../check-ins/repeats"
import type { Known } from "../core/operation"

/** The condition of a visit that can be ended at the tablet: begun more than 5 minutes ago, its client here. */
export const isGoingOn = ({ now, timeZone }: Known) =>
  and(isHere({ now, timeZone }), lte(checkIns.checkedInAt, new Date(now.getTime() - REPEAT_WITHIN_MS)))
