import type { ComponentProps } from "react"
import { cn } from "./cn"

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-flex h-6 items-center whitespace-nowrap rounded-md border bg-muted px-1.5 font-medium font-sans text-foreground text-xs",
        className,
      )}
      {...props}
    />
  )
}
