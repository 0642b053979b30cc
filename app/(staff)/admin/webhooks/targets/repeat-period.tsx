"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"

export type Repeat = (input: {
  targetId: string
  from: string
  to: string
}) => Promise<Outcome<{ repeated: number }>>

type RepeatPeriodProps = {
  target: { id: string; name: string }
  open: boolean
  repeat: Repeat
  close: () => void
}

/** Sends everything of some days again. */
export function RepeatPeriod({ open, close, ...form }: RepeatPeriodProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()}>
      <DialogContent
        title="Send a period again"
        description="What arrived and what was given up, under the same ids. Both days count."
      >
        <PeriodForm {...form} close={close} />
      </DialogContent>
    </Dialog>
  )
}

function PeriodForm({ target, repeat, close }: Omit<RepeatPeriodProps, "open">) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ from = "", to = "" }) => repeat({ targetId: target.id, from, to }),
    ({ repeated }) => {
      close()
      toast.success(
        `${count(repeated, "event")} ${repeated === 1 ? "is" : "are"} sent again to ${target.name}.`,
      )
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ from: "First day", to: "Last day" }} />
      <Field name="from" label="First day" error={errorOf("from")}>
        <Input type="date" />
      </Field>
      <Field name="to" label="Last day" error={errorOf("to")}>
        <Input type="date" />
      </Field>
      <FormButtons label="Send again" pending={pending} close={close} />
    </form>
  )
}
