"use client"
import { Mail, Phone, Plus, X } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useAction } from "@/components/forms/use-action"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { toast } from "@/components/ui/toast"
import { formatPhone } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"

type Contact = { id: string; kind: "phone" | "email"; value: string; label: string | null }
type Draft = { clientId: string; kind: "phone" | "email"; value: string; label: string }

type Actions = {
  add: (input: Draft) => Promise<Outcome<unknown>>
  remove: (input: { clientId: string; id: string }) => Promise<Outcome<unknown>>
}

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
              <ContactLine key={contact.id} clientId={clientId} contact={contact} remove={actions?.remove} />
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}

type ContactLineProps = { clientId: string; contact: Contact; remove?: Actions["remove"] }

function ContactLine({ clientId, contact: { id, kind, value, label }, remove }: ContactLineProps) {
  const { pending, run } = useAction()
  const shown = kind === "phone" ? formatPhone(value) : value
  const Icon = kind === "phone" ? Phone : Mail
  return (
    <li className="flex items-center gap-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {shown}
        {label && <span className="text-muted-foreground"> · {label}</span>}
      </span>
      {remove && (
        <Button
          variant="ghost"
          size="icon"
          loading={pending}
          onClick={() =>
            run(
              () => remove({ clientId, id }),
              () => toast.info(`${shown} was removed.`),
            )
          }
          aria-label={`Remove ${shown}`}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
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
