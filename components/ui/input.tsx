import { cva } from "class-variance-authority"
import type { ComponentProps } from "react"
import { cn } from "./cn"

/** The look that input, textarea and select share. */
export const controlVariants = cva(
  [
    "target w-full rounded-lg border border-input bg-surface px-3 text-base text-foreground",
    "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground read-only:bg-muted",
    "aria-invalid:border-destructive",
  ],
  {
    variants: {
      kind: {
        input: "py-1.5",
        textarea: "min-h-24 py-2",
        select: "read-only:bg-surface appearance-none pr-10",
      },
    },
    defaultVariants: { kind: "input" },
  },
)

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlVariants(), className)} {...props} />
}
