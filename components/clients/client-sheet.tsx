"use client"
import { type ReactNode, useState } from "react"
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet"

type ClientSheetProps = {
  title: string
  startOpen?: boolean
  /** The button that opens it. */
  trigger: ReactNode
  children: (close: () => void) => ReactNode
}

/** A client's form beside the page one was on; what was typed is not lost without a question. */
export function ClientSheet({ title, startOpen = false, trigger, children }: ClientSheetProps) {
  const [open, setOpen] = useState(startOpen)
  return (
    <Sheet open={open} onOpenChange={setOpen} guard="What you typed is not saved yet.">
      <SheetTrigger>{trigger}</SheetTrigger>
      <SheetContent title={title}>{children(() => setOpen(false))}</SheetContent>
    </Sheet>
  )
}
