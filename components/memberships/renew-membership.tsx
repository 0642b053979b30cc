"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { Alert } from "@/components/ui/alert"
import { toast } from "@/components/ui/toast"
import { formatDate } from "@/lib/core/format"
import type { Renewal } from "@/lib/memberships/renew"
import { renewalProposal } from "@/lib/memberships/status"
import { termInWords } from "@/lib/memberships/words"
import { FormTop } from "./form-top"
import type { OfferedPlan, Renew, ShownMembership } from "./membership-actions"
import { type DialogOf, MembershipDialog } from "./membership-dialog"
import { TermFields, termNames } from "./term-fields"
import { useAsking } from "./use-asking"

type RenewMembershipProps = DialogOf<{ plans: OfferedPlan[]; renew: Renew }>

/** Continues a membership, proposing the same plan from the day after its end. */
export function RenewMembership(props: RenewMembershipProps) {
  return (
    <MembershipDialog
      {...props}
      label="Renew"
      title="Renew membership"
      description={endInWords(props.membership)}
      guard="The membership is not renewed yet."
    >
      {(close) => <RenewForm {...props} close={close} />}
    </MembershipDialog>
  )
}

function endInWords({ plan, holdsUntil }: ShownMembership): string {
  if (holdsUntil === null) return `${plan.name} was cancelled and does not count.`
  return `${plan.name} counts until ${formatDate(holdsUntil)}. Both days of the new one count.`
}

function RenewForm({ membership, plans, renew, today, close }: RenewMembershipProps & { close: () => void }) {
  const done = (renewal: Renewal) => {
    close()
    tell(renewal)
  }
  const { submit, pending, error, errorOf, question, onChange } = useAsking(
    ({ planCode = "", startsOn = "", endsOn = "" }, overlap) =>
      renew({ membershipId: membership.id, planCode, startsOn, endsOn, overlap }),
    done,
  )
  return (
    <form onSubmit={submit} onChange={onChange} noValidate className="grid gap-4">
      <FormTop error={error} names={termNames} question={question} anyway="Renew anyway" today={today} />
      {membership.plan.retiredAt && (
        <Alert title={`${membership.plan.name} is retired.`}>Choose another plan for the renewal.</Alert>
      )}
      <TermFields plans={plans} start={renewalProposal(membership, today)} errorOf={errorOf} />
      <FormButtons label={question ? "Renew anyway" : "Renew"} pending={pending} close={close} />
    </form>
  )
}

/** To the second of two who renew at once it says who was first. */
function tell({ membership, message }: Renewal) {
  if (message) toast.info(message, { seconds: 15 })
  else toast.success(`Renewed: ${membership.plan.name}, ${termInWords(membership)}.`)
}
