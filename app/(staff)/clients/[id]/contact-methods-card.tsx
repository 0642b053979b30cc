import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { type Add, AddContact } from "./add-contact"
import { type Contact, ContactLine } from "./contact-line"
import type { ContactActions } from "./contact-menu"

type Actions = ContactActions & { add: Add }

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
