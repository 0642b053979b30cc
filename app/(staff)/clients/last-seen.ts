import { dateIn, daysBetween } from "@/lib/core/clock"
import { formatDaysAgo } from "@/lib/core/format"
import { env } from "@/lib/env"

/** How long ago a client's last visit was, in words. */
export function lastSeen(lastVisitAt: Date | null): string {
  if (!lastVisitAt) return "Never here"
  const zone = env().CENTER_TIME_ZONE
  return formatDaysAgo(daysBetween(dateIn(lastVisitAt, zone), dateIn(new Date(), zone)))
}
