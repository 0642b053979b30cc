import { and, gt, isNull, sql } from "drizzle-orm"
import { sessions } from "../../db/schema"

export const SESSION_LASTS_MS = 12 * 60 * 60_000

/** Which sessions would still be let in at `now`, deactivation of their user aside. */
export const isOpen = (now: Date, idleLimitMinutes: number) =>
  and(
    isNull(sessions.endedAt),
    gt(sessions.createdAt, new Date(now.getTime() - SESSION_LASTS_MS)),
    gt(sessions.lastSeenAt, new Date(now.getTime() - idleLimitMinutes * 60_000)),
  ) ?? sql`false`
