"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"
import { type Contact, type ContactActions, ContactLine } from "./contact-line"

type Draft = { clientId: string; kind: "phone" | "email"; value: string; label: string }

type Actions = ContactActions & { add: (input: Draft) => Promise<Outcome<unknown>> }

type ContactMethodsCardProps = { clientId: string; contacts: Contact[]; actions: Actions | null }

/** Further phone numbers and e-mail addresses, such as a guardian's; search finds the client by them. */
export function ContactMethodsCard({ clientId, contacts, actions }: ContactMethodsCardProps) {
  return (
    <Card>
      <CardHeader
        title="Further contacts"
        actions={actions && <AddContact clientId={clientId} add={actions.add} />}
      />
      <CardContent>
        {contacts.length === 0 ? (
          <p className="text-muted-foreground text-sm">None. For example a guardian's phone number.</p>
        ) : (
          <ul className="grid gap-1 text-sm">
            {contacts.map((contact) => (
              <ContactLine key={contact.id} clientId={clientId} contact={contact} actions={actions} />
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}

function AddContact({ clientId, add }: { clientId: string; add: Actions["add"] }) {
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

function ContactForm({ clientId, add, close }: { clientId: string; add: Actions["add"]; close: () => void }) {
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
