import type { ComponentProps } from "react"
import { cn } from "./cn"
import { controlVariants } from "./input"

/** Grows with its text where the browser can; elsewhere it scrolls. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(controlVariants({ kind: "textarea" }), "field-sizing-content", className)}
      {...props}
    />
  )
}
