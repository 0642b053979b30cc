"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Draft = { clientId: string; planCode: string; startsOn: string; endsOn: string }

type AddMembershipProps = {
  clientId: string
  plans: { code: string; name: string }[]
  enroll: (input: Draft) => Promise<Outcome<unknown>>
}

const names = { planCode: "Plan", startsOn: "First day", endsOn: "Last day" }

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

function MembershipForm({ clientId, plans, enroll, close }: AddMembershipProps & { close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ planCode = "", startsOn = "", endsOn = "" }) => enroll({ clientId, planCode, startsOn, endsOn }),
    () => {
      close()
      toast.success("Membership added.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <Field name="planCode" label={names.planCode} error={errorOf("planCode")}>
        <Select>
          {plans.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="startsOn" label={names.startsOn} error={errorOf("startsOn")}>
          <Input type="date" />
        </Field>
        <Field name="endsOn" label={names.endsOn} error={errorOf("endsOn")}>
          <Input type="date" />
        </Field>
      </div>
      <FormButtons label="Add membership" pending={pending} close={close} />
    </form>
  )
}
