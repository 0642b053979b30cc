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

type ExtendMembershipProps = DialogOf<{ amend: Amend }>

const names = { endsOn: "New last day", reason: "Reason" }

/** Moves the last day of a membership, with a reason. */
export function ExtendMembership(props: ExtendMembershipProps) {
  const { membership } = props
  return (
    <MembershipDialog
      {...props}
      label="Extend"
      title="Extend membership"
      description={`${membership.plan.name} ends on ${formatDate(membership.endsOn)}.`}
      guard="The new last day is not saved yet."
    >
      {(close) => <ExtendForm {...props} close={close} />}
    </MembershipDialog>
  )
}

function ExtendForm({ membership, amend, today, close }: ExtendMembershipProps & { close: () => void }) {
  const { submit, pending, error, errorOf, question, stale, onChange } = useAmend(
    membership,
    amend,
    ({ endsOn = "", reason = "" }) => ({ changes: { endsOn }, reason }),
    ({ plan, endsOn }) => {
      close()
      const ends = formatDate(endsOn)
      if (endsOn === membership.endsOn) toast.info(`${plan.name} ends on ${ends} as before.`)
      else toast.success(`${plan.name} now ends on ${ends} instead of ${formatDate(membership.endsOn)}.`)
    },
  )
  return (
    <form onSubmit={submit} onChange={onChange} noValidate className="grid gap-4">
      <FormTop
        error={error}
        names={names}
        question={question}
        anyway="Extend anyway"
        theirs={stale && membership}
        today={today}
      />
      <Field name="endsOn" label={names.endsOn} help="This day still counts." error={errorOf("endsOn")}>
        <Input type="date" defaultValue={membership.endsOn} />
      </Field>
      <ReasonField example="was ill for two weeks" error={errorOf("reason")} />
      <FormButtons label={question ? "Extend anyway" : "Extend"} pending={pending} close={close} />
    </form>
  )
}
