import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { cn } from "./cn"

const tones = {
  info: { icon: Info, colour: "text-status-pending-foreground" },
  success: { icon: CircleCheck, colour: "text-status-active-foreground" },
  warn: { icon: TriangleAlert, colour: "text-status-expiring-foreground" },
  error: { icon: CircleAlert, colour: "text-destructive" },
}

type AlertProps = Omit<ComponentProps<"div">, "title"> & {
  tone?: keyof typeof tones
  title?: ReactNode
  actions?: ReactNode
}

/** An inline notice. Pass role="status" or "alert" only when it appears after the page was loaded. */
export function Alert({ tone = "info", title, actions, className, children, ...props }: AlertProps) {
  const { icon: Icon, colour } = tones[tone]
  return (
    <div className={cn("flex flex-wrap gap-3 rounded-lg border bg-surface p-4", className)} {...props}>
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", colour)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium [overflow-wrap:anywhere]">{title}</p>}
        {children && <div className={cn("text-sm", title && "text-muted-foreground")}>{children}</div>}
      </div>
      {actions && (
        <div data-print="hide" className="flex flex-wrap items-center gap-2">
          {actions}
        </div>
      )}
    </div>
  )
}
