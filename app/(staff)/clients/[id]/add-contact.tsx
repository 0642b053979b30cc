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
import type { Outcome } from "@/lib/core/outcome"

type Draft = { clientId: string; kind: "phone" | "email"; value: string; label: string }

export type Add = (input: Draft) => Promise<Outcome<unknown>>

/** The button that opens the form of a further contact. */
export function AddContact({ clientId, add }: { clientId: string; add: Add }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The contact is not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          <Plus aria-hidden />
          Add contact
        </Button>
      </DialogTrigger>
      <DialogContent title="Add contact">
        <ContactForm clientId={clientId} add={add} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function ContactForm({ clientId, add, close }: { clientId: string; add: Add; close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ kind, value = "", label = "" }) =>
      add({ clientId, kind: kind === "email" ? "email" : "phone", value, label }),
    close,
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ value: "Number or address", label: "Whose" }} />
      <Field name="kind" label="Kind">
        <Select>
          <option value="phone">Phone</option>
          <option value="email">E-mail</option>
        </Select>
      </Field>
      <Field name="value" label="Number or address" error={errorOf("value")}>
        <Input autoComplete="off" />
      </Field>
      <Field name="label" label="Whose" help="For example: Mother" error={errorOf("label")} optional>
        <Input autoComplete="off" />
      </Field>
      <FormButtons label="Add contact" pending={pending} close={close} />
    </form>
  )
}
