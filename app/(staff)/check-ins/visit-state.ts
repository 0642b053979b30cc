import type { CheckIn } from "@/lib/check-ins/records"
import { dateIn } from "@/lib/core/clock"
import { formatDate, formatTime } from "@/lib/core/format"
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

/** On a visit whose times a person set: what was recorded before them, or that it was entered afterwards. */
export function correctionRemark(
  { firstInAt, firstOutAt, enteredAt }: CheckIn,
  timeZone: string,
): string | null {
  if (firstInAt) {
    const out = firstOutAt ? ` to ${formatTime(firstOutAt, timeZone)}` : ", no end"
    return `Corrected; recorded first: ${formatTime(firstInAt, timeZone)}${out}`
  }
  return enteredAt ? `Entered later, ${formatDate(dateIn(enteredAt, timeZone))}` : null
}
