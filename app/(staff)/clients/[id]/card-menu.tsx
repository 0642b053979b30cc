"use client"
import { Ban, RefreshCw } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Act = (input: { clientId: string }) => Promise<Outcome<unknown>>
export type CardActions = { replace: Act; revoke: Act }

type CardMenuProps = { clientId: string; name: string; actions: CardActions }

/** What is done about a lost card. A card that stopped working never works again, so both ask. */
export function CardMenu({ clientId, name, actions }: CardMenuProps) {
  const [asking, setAsking] = useState<"replace" | "revoke" | null>(null)
  const { pending, run } = useAction()
  const act = (action: Act, done: string) => () =>
    run(
      () => action({ clientId }),
      () => toast.success(done),
    )
  const close = () => setAsking(null)
  return (
    <>
      <ActionsMenu label="More about the member card" pending={pending}>
        <MenuAction icon={RefreshCw} act={() => setAsking("replace")}>
          Replace
        </MenuAction>
        <MenuAction icon={Ban} tone="destructive" act={() => setAsking("revoke")}>
          Take out of use
        </MenuAction>
      </ActionsMenu>
      <Question
        title={`Replace the member card of ${name}?`}
        text="You get a new card to print. The old card stops working at once, and for good."
        label="Replace card"
        variant="primary"
        open={asking === "replace"}
        act={act(actions.replace, "The new card is ready to print. The old one does not work any more.")}
        close={close}
      />
      <Question
        title={`Take the member card of ${name} out of use?`}
        text="It stops working at once, and for good. You can make a new one at any time."
        label="Take out of use"
        open={asking === "revoke"}
        act={act(actions.revoke, "The member card does not work any more.")}
        close={close}
      />
    </>
  )
}
