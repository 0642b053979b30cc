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

type Void = (input: { id: string; reason: string }) => Promise<Outcome<unknown>>
type VoidDialogProps = { id: string; name: string; voidCheckIn: Void }

/** A check-in that should not count: it stays in the list, marked, with the reason. */
export function VoidDialog({ id, name, voidCheckIn }: VoidDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="ghost" size="sm">
          Void<span className="sr-only"> the check-in of {name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Void this check-in"
        description="It stays in the list, marked, and does not count."
      >
        <VoidForm id={id} voidCheckIn={voidCheckIn} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function VoidForm({ id, voidCheckIn, close }: { id: string; voidCheckIn: Void; close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ reason = "" }) => voidCheckIn({ id, reason }),
    () => {
      close()
      toast.success("The check-in is voided.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ reason: "Reason" }} />
      <Field name="reason" label="Reason" error={errorOf("reason")}>
        <Input maxLength={500} autoComplete="off" />
      </Field>
      <FormButtons label="Void" pending={pending} close={close} />
    </form>
  )
}
