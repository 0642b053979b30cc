"use client"
import { Command as Cmdk } from "cmdk"
import { Search } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { cn } from "./cn"
import { Dialog, DialogContent } from "./dialog"

/** Pass shouldFilter={false} when the server searches. */
export function Command({ className, ...props }: ComponentProps<typeof Cmdk>) {
  return <Cmdk className={cn("flex w-full flex-col overflow-hidden", className)} {...props} />
}

type CommandDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** It closes because one goes elsewhere: the focus does not go back to where it was. */
  leaving?: boolean
  children: ReactNode
}

/** The children are one Command. It stands near the top so that results below do not move it. */
export function CommandDialog({ open, onOpenChange, title, leaving, children }: CommandDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        bare
        title={title}
        onOpenAutoFocus={startAtEnd}
        {...(leaving && { onCloseAutoFocus: (event: Event) => event.preventDefault() })}
        className="top-4 max-w-xl translate-y-0 overflow-hidden p-0 sm:top-[12vh]"
      >
        {children}
      </DialogContent>
    </Dialog>
  )
}

/** What stands in the field already is typed on, not over. */
function startAtEnd(event: Event) {
  const input = (event.currentTarget as HTMLElement).querySelector("input")
  if (!input) return
  event.preventDefault()
  input.focus()
  input.setSelectionRange(input.value.length, input.value.length)
}

export function CommandInput({ className, ...props }: ComponentProps<typeof Cmdk.Input>) {
  return (
    <div className="flex items-center gap-1 border-b pr-2 pl-4">
      <Search aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <Cmdk.Input
        className={cn("my-2 h-10 w-full rounded-md bg-transparent px-2 -outline-offset-2", className)}
        {...props}
      />
    </div>
  )
}

export function CommandList({ className, ...props }: ComponentProps<typeof Cmdk.List>) {
  return (
    <Cmdk.List
      className={cn("max-h-[min(24rem,60dvh)] scroll-py-2 overflow-y-auto p-2", className)}
      {...props}
    />
  )
}

export function CommandEmpty({ className, ...props }: ComponentProps<typeof Cmdk.Empty>) {
  return <Cmdk.Empty className={cn("px-3 py-6 text-center text-muted-foreground", className)} {...props} />
}

/** Shown while results are fetched; keeps the list from jumping. */
export function CommandLoading({
  className,
  children = "Searching",
}: {
  className?: string
  children?: ReactNode
}) {
  return <div className={cn("px-3 py-6 text-center text-muted-foreground", className)}>{children}</div>
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Cmdk.Group>) {
  return (
    <Cmdk.Group
      className={cn(
        "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-sm",
        "[&_[cmdk-group-heading]]:text-muted-foreground not-first:mt-2",
        className,
      )}
      {...props}
    />
  )
}

export function CommandItem({ className, ...props }: ComponentProps<typeof Cmdk.Item>) {
  return (
    <Cmdk.Item
      className={cn(
        "target flex cursor-pointer select-none items-center gap-3 rounded-md px-3 py-1.5",
        "data-[selected=true]:bg-muted data-[selected=true]:shadow-[inset_2px_0_0_var(--primary)]",
        "data-[disabled=true]:cursor-not-allowed data-[disabled=true]:opacity-50",
        "[&_svg:not([class*=size-])]:size-4 [&_svg]:shrink-0",
        className,
      )}
      {...props}
    />
  )
}
