import type { ComponentType, ReactNode } from "react"
import { cn } from "./cn"

type EmptyStateProps = {
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean }>
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  as?: "h1" | "h2" | "h3" | "p"
  className?: string
}

export function EmptyState({
  icon: Icon,
  title,
  children,
  actions,
  as: Heading = "h2",
  className,
}: EmptyStateProps) {
  return (
    <div className={cn("grid justify-items-center gap-2 px-4 py-12 text-center", className)}>
      <Icon aria-hidden className="size-8 text-muted-foreground" />
      <Heading className="font-semibold">{title}</Heading>
      {children && <div className="max-w-prose text-balance text-muted-foreground">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
