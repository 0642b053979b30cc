"use client"
import { CirclePower, History, KeyRound, Pencil, Send, Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { DropdownMenuSeparator } from "@/components/ui/dropdown-menu"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { EditTarget, type UpdateTarget } from "./edit-target"
import { NewSecret } from "./new-secret"
import { type Repeat, RepeatPeriod } from "./repeat-period"
import type { TypeName } from "./target-fields"

type ById<R = unknown> = (input: { id: string }) => Promise<Outcome<R>>
type TargetMenuProps = {
  target: {
    id: string
    name: string
    url: string
    types: string[] | null
    on: boolean
    own: boolean
  }
  types: TypeName[]
  actions: {
    update: UpdateTarget
    remove: ById
    rotate: ById<{ secret: string }>
    test: ById<{ id: string }>
    switchOn: (input: { id: string; on: boolean }) => Promise<Outcome<unknown>>
    repeat: Repeat
  }
}

/** What an admin may do about a target. One of the settings is changed and removed there. */
export function TargetMenu({ target, types, actions }: TargetMenuProps) {
  const { id, name, on, own } = target
  const [dialog, setDialog] = useState<"edit" | "secret" | "repeat" | "remove" | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const { pending, run } = useAction()
  const { push } = useRouter()
  const test = () =>
    run(
      () => actions.test({ id }),
      (sent) =>
        toast.success(`A test is on its way to ${name}.`, {
          action: { label: "See it", onClick: () => push(`/admin/webhooks/sent/${sent.id}`) },
        }),
    )
  const turn = () =>
    run(
      () => actions.switchOn({ id, on: !on }),
      () => toast.success(`${name} is switched ${on ? "off" : "on"}.`),
    )
  const rotate = () =>
    run(
      () => actions.rotate({ id }),
      ({ secret }) => setSecret(secret),
    )
  const remove = () =>
    run(
      () => actions.remove({ id }),
      () => toast.success(`${name} is removed.`),
    )
  const close = () => setDialog(null)
  return (
    <>
      <ActionsMenu label={`Actions for ${name}`} pending={pending}>
        {own && (
          <MenuAction icon={Pencil} act={() => setDialog("edit")}>
            Edit
          </MenuAction>
        )}
        <MenuAction icon={Send} act={test}>
          Send a test
        </MenuAction>
        <MenuAction icon={CirclePower} act={turn}>
          {on ? "Switch off" : "Switch on"}
        </MenuAction>
        <MenuAction icon={History} act={() => setDialog("repeat")}>
          Send a period again
        </MenuAction>
        {own && (
          <>
            <MenuAction icon={KeyRound} act={() => setDialog("secret")}>
              Change secret
            </MenuAction>
            <DropdownMenuSeparator />
            <MenuAction icon={Trash2} tone="destructive" act={() => setDialog("remove")}>
              Remove
            </MenuAction>
          </>
        )}
      </ActionsMenu>
      <EditTarget
        target={target}
        types={types}
        open={dialog === "edit"}
        update={actions.update}
        close={close}
      />
      <RepeatPeriod target={target} open={dialog === "repeat"} repeat={actions.repeat} close={close} />
      <Question
        title={`Change the secret of ${name}?`}
        text="For 24 hours messages are signed with the old one, too. Give the new one to the other program until then."
        label="Change secret"
        open={dialog === "secret"}
        act={rotate}
        close={close}
      />
      <Question
        title={`Remove ${name}?`}
        text="It is told of nothing any more, and what waits for it is given up. There is no way back."
        label="Remove"
        open={dialog === "remove"}
        act={remove}
        close={close}
      />
      <Dialog open={secret !== null} onOpenChange={() => setSecret(null)}>
        <DialogContent
          title={`The new secret of ${name}`}
          description="For 24 hours the old one counts, too."
        >
          {secret && <NewSecret value={secret} />}
        </DialogContent>
      </Dialog>
    </>
  )
}
