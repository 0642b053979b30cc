import { cn } from "./cn"

export function Separator({
  orientation = "horizontal",
  className,
}: {
  orientation?: "horizontal" | "vertical"
  className?: string
}) {
  if (orientation === "horizontal") return <hr className={cn("border-t", className)} />
  return <span aria-hidden className={cn("w-px self-stretch bg-border", className)} />
}
