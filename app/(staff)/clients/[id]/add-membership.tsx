"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormTop } from "@/components/memberships/form-top"
import type { OfferedPlan, Overlap } from "@/components/memberships/membership-actions"
import { TermFields, termNames } from "@/components/memberships/term-fields"
import { useAsking } from "@/components/memberships/use-asking"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { Membership } from "@/lib/memberships/records"
import { termInWords } from "@/lib/memberships/words"

type Draft = { clientId: string; planCode: string; startsOn: string; endsOn: string; overlap: Overlap }

type AddMembershipProps = {
  clientId: string
  plans: OfferedPlan[]
  today: string
  enroll: (input: Draft) => Promise<Outcome<Membership>>
}

/** Gives the client a membership; both days count. */
export function AddMembership(props: AddMembershipProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The membership is not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          <Plus aria-hidden />
          Add membership
        </Button>
      </DialogTrigger>
      <DialogContent title="Add membership" description="Both days count. Past and future days are fine.">
        <MembershipForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function MembershipForm({
  clientId,
  plans,
  today,
  enroll,
  close,
}: AddMembershipProps & { close: () => void }) {
  const { submit, pending, error, errorOf, question, onChange } = useAsking(
    ({ planCode = "", startsOn = "", endsOn = "" }, overlap) =>
      enroll({ clientId, planCode, startsOn, endsOn, overlap }),
    (made) => {
      close()
      toast.success(`Membership added: ${made.plan.name}, ${termInWords(made)}.`)
    },
  )
  return (
    <form onSubmit={submit} onChange={onChange} noValidate className="grid gap-4">
      <FormTop error={error} names={termNames} question={question} anyway="Add anyway" today={today} />
      <TermFields plans={plans} start={{ planCode: plans[0]?.code, startsOn: today }} errorOf={errorOf} />
      <FormButtons label={question ? "Add anyway" : "Add membership"} pending={pending} close={close} />
    </form>
  )
}
