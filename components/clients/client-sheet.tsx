"use client"
import { type ReactNode, useState } from "react"
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet"

type ClientSheetProps = {
  title: string
  startOpen?: boolean
  /** The button that opens it. */
  trigger: ReactNode
  /** Called when it was closed. */
  closed?: () => void
  children: (close: () => void) => ReactNode
}

/** A client's form beside the page one was on; what was typed is not lost without a question. */
export function ClientSheet({ title, startOpen = false, trigger, closed, children }: ClientSheetProps) {
  const [open, setOpen] = useState(startOpen)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) closed?.()
  }
  return (
    <Sheet open={open} onOpenChange={change} guard="What you typed is not saved yet.">
      <SheetTrigger>{trigger}</SheetTrigger>
      <SheetContent title={title}>{children(() => change(false))}</SheetContent>
    </Sheet>
  )
}
