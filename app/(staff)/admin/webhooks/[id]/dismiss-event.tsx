"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

export type Dismiss = (input: { id: string; reason: string }) => Promise<Outcome<unknown>>

type DismissEventProps = { id: string; dismiss: Dismiss }

/** Puts an event away that nobody will run, with the reason. */
export function DismissEvent(props: DismissEventProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="ghost">Put away</Button>
      </DialogTrigger>
      <DialogContent title="Put this event away" description="Nothing of it is done.">
        <DismissForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function DismissForm({ id, dismiss, close }: DismissEventProps & { close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ reason = "" }) => dismiss({ id, reason }),
    () => {
      close()
      toast.success("The event is put away.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ reason: "Reason" }} />
      <Field name="reason" label="Reason" help="For example: A test of the form" error={errorOf("reason")}>
        <Input maxLength={500} autoComplete="off" />
      </Field>
      <FormButtons label="Put away" pending={pending} close={close} />
    </form>
  )
}
