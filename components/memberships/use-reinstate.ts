"use client"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import { formatDate } from "@/lib/core/format"
import type { Amend, ShownMembership } from "./membership-actions"

/** Takes the cancellation of a membership back, unless somebody changed it since. */
export function useReinstate(amend: Amend) {
  const { pending, run } = useAction()
  const reinstate = ({ id, updatedAt }: ShownMembership) =>
    run(
      () => amend({ id, changes: { cancelledFrom: null }, version: updatedAt.toISOString() }),
      ({ plan, endsOn }) => toast.success(`${plan.name} counts again, until ${formatDate(endsOn)}.`),
    )
  return { pending, reinstate }
}
