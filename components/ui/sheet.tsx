"use client"
import { cn } from "./cn"
import {
  Dialog,
  DialogClose,
  type DialogContentProps,
  DialogFooter,
  DialogPanel,
  DialogTrigger,
} from "./dialog"

export const Sheet = Dialog
export const SheetTrigger = DialogTrigger
export const SheetClose = DialogClose
export const SheetFooter = DialogFooter

/** Slides in from the right; on phones it is the whole screen. */
export function SheetContent({ className, ...props }: DialogContentProps) {
  return (
    <DialogPanel
      {...props}
      className={cn(
        "fixed inset-y-0 right-0 z-50 w-full overflow-y-auto bg-popover p-6 shadow-lg duration-120",
        "sm:max-w-[560px] sm:border-l",
        "data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-right-8",
        "data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:slide-out-to-right-8",
        className,
      )}
    />
  )
}
