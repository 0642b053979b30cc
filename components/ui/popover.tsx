"use client"
import { Popover as Radix } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "./cn"
import { floatClasses } from "./dialog-look"

export const Popover = Radix.Root
export const PopoverAnchor = Radix.Anchor

export function PopoverTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger asChild {...props} />
}

export function PopoverClose(props: ComponentProps<typeof Radix.Close>) {
  return <Radix.Close asChild {...props} />
}

/** It is a dialog to screen readers: `label` says what about. */
export function PopoverContent({
  className,
  align = "start",
  label,
  ...props
}: ComponentProps<typeof Radix.Content> & { label: string }) {
  return (
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        className={cn(floatClasses, "w-80 max-w-[calc(100vw-1rem)] p-4", className)}
        {...props}
      />
    </Radix.Portal>
  )
}
