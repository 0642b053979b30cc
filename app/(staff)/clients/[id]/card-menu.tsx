"use client"
import { Ban, EllipsisVertical, RefreshCw } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
} from "@/components/ui/alert-dialog"
import { Button } from "@/components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu"
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
  const close = (open: boolean) => !open && setAsking(null)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger>
          <Button variant="ghost" size="icon" loading={pending} aria-label="More about the member card">
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setAsking("replace")}>
            <RefreshCw aria-hidden />
            Replace
          </DropdownMenuItem>
          <DropdownMenuItem tone="destructive" onSelect={() => setAsking("revoke")}>
            <Ban aria-hidden />
            Take out of use
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog open={asking === "replace"} onOpenChange={close}>
        <AlertDialogContent
          title={`Replace the member card of ${name}?`}
          description="You get a new card to print. The old card stops working at once, and for good."
        >
          <AlertDialogCancel />
          <AlertDialogAction
            onClick={act(
              actions.replace,
              "The new card is ready to print. The old one does not work any more.",
            )}
          >
            Replace card
          </AlertDialogAction>
        </AlertDialogContent>
      </AlertDialog>
      <AlertDialog open={asking === "revoke"} onOpenChange={close}>
        <AlertDialogContent
          title={`Take the member card of ${name} out of use?`}
          description="It stops working at once, and for good. You can make a new one at any time."
        >
          <AlertDialogCancel />
          <AlertDialogAction
            variant="destructive"
            onClick={act(actions.revoke, "The member card does not work any more.")}
          >
            Take out of use
          </AlertDialogAction>
        </AlertDialogContent>
      </AlertDialog>
    </>
  )
}
