"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import type { Outcome } from "@/lib/core/outcome"
import { NewSecret } from "./new-secret"
import { TargetFields, type TargetValues, type TypeName, targetFieldNames, valuesOf } from "./target-fields"

type AddTargetProps = {
  types: TypeName[]
  add: (input: TargetValues) => Promise<Outcome<{ secret: string }>>
}

/** Adds a target and shows its secret, this once. */
export function AddTarget(props: AddTargetProps) {
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) setSecret(null)
  }
  return (
    <Dialog open={open} onOpenChange={change} guard={secret ? undefined : "The target is not added yet."}>
      <DialogTrigger>
        <Button>
          <Plus aria-hidden />
          Add target
        </Button>
      </DialogTrigger>
      <DialogContent title="Add target" description="Another program is told of what happens here.">
        {secret ? (
          <NewSecret value={secret} />
        ) : (
          <TargetForm {...props} made={setSecret} close={() => change(false)} />
        )}
      </DialogContent>
    </Dialog>
  )
}

type TargetFormProps = AddTargetProps & { made: (secret: string) => void; close: () => void }

function TargetForm({ types, add, made, close }: TargetFormProps) {
  const { submit, pending, error, errorOf } = useSubmit(
    (fields) => add(valuesOf(fields, types)),
    ({ secret }) => made(secret),
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={targetFieldNames} />
      <TargetFields types={types} errorOf={errorOf} />
      <FormButtons label="Add target" pending={pending} close={close} />
    </form>
  )
}
