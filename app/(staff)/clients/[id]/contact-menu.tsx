"use client"
import { MessageSquareText, X } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

export type ContactActions = {
  remove: (input: { clientId: string; id: string }) => Promise<Outcome<unknown>>
  direct: (input: { clientId: string; id: string; here: boolean }) => Promise<Outcome<unknown>>
}

type ContactMenuProps = {
  clientId: string
  contact: { id: string; kind: "phone" | "email"; shown: string; getsMessages: boolean }
  actions: ContactActions
}

/** What can be done with a further contact. */
export function ContactMenu({ clientId, contact, actions }: ContactMenuProps) {
  const { id, kind, shown, getsMessages } = contact
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
