"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { TargetFields, type TargetValues, type TypeName, targetFieldNames, valuesOf } from "./target-fields"

export type UpdateTarget = (input: TargetValues & { id: string }) => Promise<Outcome<unknown>>

type EditTargetProps = {
  target: { id: string; name: string; url: string; types: string[] | null }
  types: TypeName[]
  open: boolean
  update: UpdateTarget
  close: () => void
}

/** Changes what a target is called, where it is and of what it is told. */
export function EditTarget({ open, close, ...form }: EditTargetProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()} guard="The changes are not saved yet.">
      <DialogContent title="Edit target" description="What waits for it goes to the new address, too.">
        <EditTargetForm {...form} close={close} />
      </DialogContent>
    </Dialog>
  )
}

function EditTargetForm({ target, types, update, close }: Omit<EditTargetProps, "open">) {
  const { submit, pending, error, errorOf } = useSubmit(
    (fields) => update({ id: target.id, ...valuesOf(fields, types) }),
    () => {
      close()
      toast.success("Saved.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={targetFieldNames} />
      <TargetFields target={target} types={types} errorOf={errorOf} />
      <FormButtons label="Save" pending={pending} close={close} />
    </form>
  )
}
