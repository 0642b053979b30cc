import type { CheckIn } from "@/lib/check-ins/records"
import { formatMomentAndTime } from "@/lib/core/format-moment"
import { clockError } from "@/lib/kiosk/clock-words"

/** A word on a visit that is not as visits are: taken back, or to be looked at once more. */
export function visitState({ removal, removalReason, needsReview }: CheckIn): string | null {
  if (removal === "undone") return "Undone"
  if (removal === "voided") return `Voided: ${removalReason}`
  return needsReview ? "Needs review" : null
}

/** On a visit that a tablet kept while it had no network: when it came, and whether the tablet's clock was right. */
export function lateRemark(
  { receivedAt, clockOffsetSeconds }: CheckIn,
  now: Date,
  timeZone: string,
): string | null {
  if (!receivedAt) return null
  const error = clockError(clockOffsetSeconds ?? 0)
  const sent = `sent later, ${formatMomentAndTime(receivedAt, now, timeZone)}`
  return error ? `${sent}; tablet clock was ${error} off` : sent
}
