"use client"
import { CirclePower, EllipsisVertical, History, KeyRound, Send, Trash2 } from "lucide-react"
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
import { NewSecret } from "./new-secret"
import { type Repeat, RepeatPeriod } from "./repeat-period"

type ById<R = unknown> = (input: { id: string }) => Promise<Outcome<R>>
type TargetMenuProps = {
  target: { id: string; name: string; on: boolean; own: boolean }
  actions: {
    remove: ById
    rotate: ById<{ secret: string }>
    test: ById
    switchOn: (input: { id: string; on: boolean }) => Promise<Outcome<unknown>>
    repeat: Repeat
  }
}

/** What an admin may do about a target. One of the settings has its secret there and is removed there. */
export function TargetMenu({ target, actions }: TargetMenuProps) {
  const { id, name, on, own } = target
  const [dialog, setDialog] = useState<"secret" | "repeat" | "remove" | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const { pending, run } = useAction()
  const test = () =>
    run(
      () => actions.test({ id }),
      () => toast.success(`A test is on its way to ${name}. You find it under Sent.`),
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
