"use client"
import type { CheckInActions } from "@/components/check-ins/use-check-in"
import { CommandDialog } from "@/components/ui/command"
import type { CheckOut } from "./client-choices"
import type { Command } from "./commands"
import { Finder } from "./finder"
import type { Early } from "./use-early-typing"
import type { Suggest } from "./use-suggestions"

/** How the palette stands. */
export type Opened = {
  open: boolean
  change: (open: boolean) => void
  /** Grows whenever it is opened: opened again while it still fades away, it begins anew. */
  opening: number
  leaving: boolean
  go: (href: string) => void
  /** What was typed before it was there. */
  early: Early
}

type FinderDialogProps = CheckInActions & { checkOut: CheckOut } & Opened & {
    suggest: Suggest
    commands: Command[]
  }

export function FinderDialog({
  open,
  change,
  opening,
  leaving,
  go,
  early,
  suggest,
  commands,
  ...actions
}: FinderDialogProps) {
  return (
    <CommandDialog
      key={opening}
      open={open}
      onOpenChange={change}
      title="Find a client or a command"
      leaving={leaving}
    >
      <Finder
        early={early}
        suggest={suggest}
        actions={actions}
        commands={commands}
        close={() => change(false)}
        go={go}
      />
    </CommandDialog>
  )
}
