"use client"
import { CirclePower, EllipsisVertical, History, KeyRound, Pencil, Send, Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
} from "@/components/ui/alert-dialog"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu"
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
      <DropdownMenu>
        <DropdownMenuTrigger>
          <Button variant="ghost" size="icon" loading={pending} aria-label={`Actions for ${name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {own && (
            <DropdownMenuItem onSelect={() => setDialog("edit")}>
              <Pencil aria-hidden />
              Edit
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={test}>
            <Send aria-hidden />
            Send a test
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={turn}>
            <CirclePower aria-hidden />
            {on ? "Switch off" : "Switch on"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setDialog("repeat")}>
            <History aria-hidden />
            Send a period again
          </DropdownMenuItem>
          {own && (
            <>
              <DropdownMenuItem onSelect={() => setDialog("secret")}>
                <KeyRound aria-hidden />
                Change secret
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem tone="destructive" onSelect={() => setDialog("remove")}>
                <Trash2 aria-hidden />
                Remove
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
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

type QuestionProps = {
  title: string
  text: string
  label: string
  open: boolean
  act: () => void
  close: () => void
}

function Question({ title, text, label, open, act, close }: QuestionProps) {
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && close()}>
      <AlertDialogContent title={title} description={text}>
        <AlertDialogCancel />
        <AlertDialogAction variant="destructive" onClick={act}>
          {label}
        </AlertDialogAction>
      </AlertDialogContent>
    </AlertDialog>
  )
}
