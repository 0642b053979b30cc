import type { ComponentProps, ReactNode } from "react"
import { cn } from "./cn"

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section data-slot="card" className={cn("rounded-lg border bg-surface", className)} {...props} />
}

type CardHeaderProps = {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  as?: "h2" | "h3"
  className?: string
}

export function CardHeader({ title, description, actions, as: Heading = "h2", className }: CardHeaderProps) {
  return (
    <div className={cn("flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-4 sm:px-6", className)}>
      <div className="flex-1">
        <Heading className="font-semibold">{title}</Heading>
        {description && <p className="text-muted-foreground text-sm">{description}</p>}
      </div>
      {actions && (
        <div data-print="hide" className="flex flex-wrap gap-2">
          {actions}
        </div>
      )}
    </div>
  )
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4 sm:px-6", className)} {...props} />
}

export function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-wrap gap-2 border-t p-4 sm:px-6", className)} {...props} />
}
