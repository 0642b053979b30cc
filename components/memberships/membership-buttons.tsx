"use client"
import { useKeptFocus } from "@/components/forms/use-kept-focus"
import { Button } from "@/components/ui/button"
import { cn } from "@/components/ui/cn"
import { standingOn } from "@/lib/memberships/status"
import { CancelMembership } from "./cancel-membership"
import { ExtendMembership } from "./extend-membership"
import type { MembershipActions, OfferedPlan } from "./membership-actions"
import { type DialogOf, WhichMembership } from "./membership-dialog"
import { RenewMembership } from "./renew-membership"
import { useReinstate } from "./use-reinstate"

type MembershipButtonsProps = DialogOf<{
  plans: OfferedPlan[]
  /** Whether a renewal of it counts already. */
  renewed: boolean
  actions: MembershipActions
}>

/** What an admin can do to a membership, as it stands today. */
export function MembershipButtons({
  membership,
  today,
  of,
  plans,
  renewed,
  actions,
}: MembershipButtonsProps) {
  const cancelled = membership.cancelledFrom !== null
  const over = standingOn(membership, today) === "ended"
  const shared = { membership, today, of }
  useKeptFocus(cancelled)
  const { pending, reinstate } = useReinstate(actions.amend)
  return (
    <div data-print="hide" className={cn("flex flex-wrap gap-2", of && "md:flex-nowrap")}>
      <RenewMembership {...shared} plans={plans} renew={actions.renew} offered={!renewed} />
      <ExtendMembership {...shared} amend={actions.amend} offered={!cancelled} />
      <CancelMembership {...shared} amend={actions.amend} offered={!cancelled && !over} />
      {cancelled && (
        <Button variant="outline" size="sm" loading={pending} onClick={() => reinstate(membership)}>
          Reinstate
          <WhichMembership membership={membership} of={of} />
        </Button>
      )}
    </div>
  )
}
