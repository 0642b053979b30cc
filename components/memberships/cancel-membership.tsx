"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import { formatDate } from "@/lib/core/format"
import { FormTop } from "./form-top"
import type { Amend } from "./membership-actions"
import { type DialogOf, MembershipDialog } from "./membership-dialog"
import { ReasonField } from "./reason-field"
import { useAmend } from "./use-amend"
import { useReinstate } from "./use-reinstate"

type CancelMembershipProps = DialogOf<{ amend: Amend }>

const names = { cancelledFrom: "Cancelled from", reason: "Reason" }

/** Ends a membership from a day on, with a reason and a way back. */
export function CancelMembership(props: CancelMembershipProps) {
  return (
    <MembershipDialog
      {...props}
      label="Cancel"
      title="Cancel membership"
      description="Its dates are kept, and you can take it back later."
      guard="The membership is not cancelled yet."
    >
      {(close) => <CancelForm {...props} close={close} />}
    </MembershipDialog>
  )
}

function CancelForm({ membership, amend, today, close }: CancelMembershipProps & { close: () => void }) {
  const { reinstate } = useReinstate(amend)
  const { submit, pending, error, errorOf, stale } = useAmend(
    membership,
    amend,
    ({ cancelledFrom = "", reason = "" }) => ({ changes: { cancelledFrom }, reason }),
    (saved) => {
      close()
      const from = saved.cancelledFrom ? ` from ${formatDate(saved.cancelledFrom)}` : ""
      const action = { label: "Undo", onClick: () => reinstate(saved) }
      toast.success(`${saved.plan.name} is cancelled${from}.`, { action })
    },
  )
  const first = membership.startsOn > today ? membership.startsOn : today
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormTop error={error} names={names} anyway="" theirs={stale && membership} today={today} />
      <Field
        name="cancelledFrom"
        label={names.cancelledFrom}
        help="The first day that no longer counts."
        error={errorOf("cancelledFrom")}
      >
        <Input type="date" defaultValue={first} />
      </Field>
      <ReasonField example="moved away" error={errorOf("reason")} />
      <FormButtons label="Cancel membership" closeLabel="Keep it" pending={pending} close={close} />
    </form>
  )
}
