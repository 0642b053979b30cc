import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"

/** The numbers behind a chart; a chart that is printed says the most important ones itself. */
export function ShowAsTable({ children }: { children: ReactNode }) {
  return (
    <details data-print="hide" className="group mt-1">
      <summary className="target inline-flex list-none items-center gap-1 rounded-md text-muted-foreground text-sm hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
        Show as table
      </summary>
      {children}
    </details>
  )
}
