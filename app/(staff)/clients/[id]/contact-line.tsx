"use client"
import { Mail, MessageSquareText, Phone, X } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { toast } from "@/components/ui/toast"
import { formatPhone } from "@/lib/core/format-phone"
import type { Outcome } from "@/lib/core/outcome"

export type Contact = {
  id: string
  kind: "phone" | "email"
  value: string
  label: string | null
  getsMessages: boolean
}

export type ContactActions = {
  remove: (input: { clientId: string; id: string }) => Promise<Outcome<unknown>>
  direct: (input: { clientId: string; id: string; here: boolean }) => Promise<Outcome<unknown>>
}

type ContactLineProps = { clientId: string; contact: Contact; actions: ContactActions | null }

/** A further contact; that messages go there is said in words. */
export function ContactLine({ clientId, contact, actions }: ContactLineProps) {
  const { kind, value, label, getsMessages } = contact
  const shown = kind === "phone" ? formatPhone(value) : value
  const Icon = kind === "phone" ? Phone : Mail
  return (
    <li className="flex items-center gap-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {shown}
        {label && <span className="text-muted-foreground"> · {label}</span>}
        {getsMessages && (
          <span className="flex items-center gap-1 text-muted-foreground">
            <MessageSquareText aria-hidden className="size-4 shrink-0" />
            Messages go here
          </span>
        )}
      </span>
      {actions && <ContactMenu clientId={clientId} contact={contact} shown={shown} actions={actions} />}
    </li>
  )
}

type ContactMenuProps = Omit<ContactLineProps, "actions"> & { shown: string; actions: ContactActions }

function ContactMenu({ clientId, contact, shown, actions }: ContactMenuProps) {
  const { id, kind, getsMessages } = contact
  const { pending, run } = useAction()
  const remove = () =>
    run(
      () => actions.remove({ clientId, id }),
      () => toast.info(`${shown} was removed.`),
    )
  const direct = () =>
    run(
      () => actions.direct({ clientId, id, here: !getsMessages }),
      () => toast.success(`Messages go to ${getsMessages ? "the client's own number" : shown}.`),
    )
  return (
    <ActionsMenu label={`Actions for ${shown}`} pending={pending}>
      {kind === "phone" && (
        <MenuAction icon={MessageSquareText} act={direct}>
          {getsMessages ? "Send messages to the client" : "Send messages here"}
        </MenuAction>
      )}
      <MenuAction icon={X} tone="destructive" act={remove}>
        Remove
      </MenuAction>
    </ActionsMenu>
  )
}
