import type { ComponentProps } from "react"
import { cn } from "./cn"

/** A grey shape of what is coming; size it like the content. Put aria-busy on the region around it. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-md bg-border", className)} {...props} />
}
