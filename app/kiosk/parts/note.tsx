import type { LucideIcon } from "lucide-react"

/** A line that comes and goes, and is read out when it comes. */
export function Note({ icon: Icon, children }: { icon?: LucideIcon; children?: string | false | null }) {
  return (
    <p role="status" className="flex items-center justify-center gap-3 font-semibold">
      {children && Icon && <Icon aria-hidden className="size-9 shrink-0" />}
      {children && <span>{children}</span>}
    </p>
  )
}
