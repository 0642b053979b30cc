import { Mail, MessageSquareText, Phone } from "lucide-react"
import { formatPhone } from "@/lib/core/format-phone"
import { type ContactActions, ContactMenu } from "./contact-menu"

export type Contact = {
  id: string
  kind: "phone" | "email"
  value: string
  label: string | null
  getsMessages: boolean
}

type ContactLineProps = { clientId: string; contact: Contact; actions: ContactActions | null }

/** A further contact; that messages go there is said in words. */
export function ContactLine({ clientId, contact, actions }: ContactLineProps) {
  const { id, kind, value, label, getsMessages } = contact
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
      {actions && (
        <ContactMenu clientId={clientId} contact={{ id, kind, shown, getsMessages }} actions={actions} />
      )}
    </li>
  )
}
