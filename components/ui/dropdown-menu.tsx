"use client"
import { Check } from "lucide-react"
import { DropdownMenu as Radix } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "./cn"
import { floatClasses } from "./dialog-look"

export const DropdownMenuGroup = Radix.Group
export const DropdownMenuRadioGroup = Radix.RadioGroup

/** Not modal: the page behind stays in the accessibility tree and can be scrolled. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />
}

export function DropdownMenuTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger asChild {...props} />
}

/** It hangs on the body; the section around it keeps all of the page inside landmarks. */
export function DropdownMenuContent({
  className,
  align = "end",
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <section aria-label="Menu">
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            floatClasses,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto p-1",
            className,
          )}
          {...props}
        />
      </section>
    </Radix.Portal>
  )
}

const itemClasses = [
  "target relative flex w-full cursor-pointer select-none items-center gap-3 rounded-md px-3 py-1.5 text-sm",
  "-outline-offset-2 data-highlighted:bg-muted data-disabled:cursor-not-allowed data-disabled:opacity-50",
  "[&_svg:not([class*=size-])]:size-4 [&_svg]:shrink-0",
].join(" ")

export function DropdownMenuItem({
  className,
  tone,
  ...props
}: ComponentProps<typeof Radix.Item> & { tone?: "destructive" }) {
  return (
    <Radix.Item
      className={cn(itemClasses, tone === "destructive" && "text-destructive", className)}
      {...props}
    />
  )
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(itemClasses, "pr-9", className)} {...props}>
      {children}
      <Chosen />
    </Radix.CheckboxItem>
  )
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClasses, "pr-9", className)} {...props}>
      {children}
      <Chosen />
    </Radix.RadioItem>
  )
}

function Chosen() {
  return (
    <Radix.ItemIndicator className="absolute right-3">
      <Check aria-hidden className="size-4" />
    </Radix.ItemIndicator>
  )
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn("px-3 py-2 text-muted-foreground text-sm", className)} {...props} />
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />
}
