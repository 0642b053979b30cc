import { cva, type VariantProps } from "class-variance-authority"
import type { LucideIcon } from "lucide-react"
import type { ReactNode } from "react"
import { cn } from "./cn"

export const pillVariants = cva(
  "inline-flex max-w-full items-center gap-1.5 whitespace-nowrap rounded-full font-medium",
  {
    variants: {
      tone: {
        success: "bg-status-active text-status-active-foreground",
        warning: "bg-status-expiring text-status-expiring-foreground",
        danger: "bg-status-expired text-status-expired-foreground",
        info: "bg-status-pending text-status-pending-foreground",
        neutral: "bg-status-none text-status-none-foreground",
        warm: "bg-stale-warm text-stale-warm-foreground",
        hot: "bg-stale-hot text-stale-hot-foreground",
      },
      size: { sm: "px-2 py-0.5 text-sm", lg: "px-3 py-1 text-base" },
    },
    defaultVariants: { tone: "neutral", size: "sm" },
  },
)

export type Tone = NonNullable<VariantProps<typeof pillVariants>["tone"]>

type PillProps = VariantProps<typeof pillVariants> & {
  icon: LucideIcon
  title?: string
  className?: string
  children: ReactNode
}

/** A state: always an icon, a word and a colour. */
export function Pill({ icon: Icon, tone, size, title, className, children }: PillProps) {
  return (
    <span title={title} className={cn(pillVariants({ tone, size }), className)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="truncate">{children}</span>
    </span>
  )
}
