import type { CheckIn } from "@/lib/check-ins/records"

/** A word on a visit that is not as visits are: taken back, or closed by the system. */
export function visitState({ removal, removalReason, needsReview }: CheckIn): string | null {
  if (removal === "undone") return "Undone"
  if (removal === "voided") return `Voided: ${removalReason}`
  return needsReview ? "Needs review" : null
}
