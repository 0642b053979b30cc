"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { CheckboxField } from "@/components/ui/checkbox"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field, FieldError, Fieldset } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Outcome } from "@/lib/core/outcome"
import type { OutgoingType } from "@/lib/events"
import { NewSecret } from "./new-secret"

type Add = (input: {
  name: string
  url: string
  types: OutgoingType[] | null
}) => Promise<Outcome<{ secret: string }>>
type AddTargetProps = { types: { type: OutgoingType; name: string }[]; add: Add }

/** Adds a target and shows its secret, this once. */
export function AddTarget(props: AddTargetProps) {
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) setSecret(null)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
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
    ({ name = "", url = "", ...fields }) => {
      const chosen = types.map(({ type }) => type).filter((type) => fields[`types.${type}`])
      return add({ name, url, types: chosen.length === types.length ? null : chosen })
    },
    ({ secret }) => made(secret),
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ name: "Name", url: "Address", types: "Events" }} />
      <Field name="name" label="Name" help="For example: Zapier, payments" error={errorOf("name")}>
        <Input autoComplete="off" maxLength={60} />
      </Field>
      <Field name="url" label="Address" help="It begins with https://" error={errorOf("url")}>
        <Input type="url" inputMode="url" autoComplete="off" />
      </Field>
      <Fieldset legend="Events" help="Of what it is told.">
        {types.map(({ type, name }) => (
          <CheckboxField key={type} name={`types.${type}`} label={name} defaultChecked />
        ))}
        {errorOf("types") && <FieldError id="types-error">{errorOf("types")}</FieldError>}
      </Fieldset>
      <FormButtons label="Add target" pending={pending} close={close} />
    </form>
  )
}
