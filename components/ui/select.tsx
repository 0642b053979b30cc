import { ChevronDown } from "lucide-react"
import type { ComponentProps } from "react"
import { cn } from "./cn"
import { controlVariants } from "./input"

/** The native select: best on phones, and works before any script. `className` goes to the box around it. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-block w-full", className)}>
      <select className={controlVariants({ kind: "select" })} {...props} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  )
}
