import type { LucideIcon } from "lucide-react"
import Link from "next/link"

type FigureProps = { href: string; icon: LucideIcon; name: string; value: number }

/** A number that leads to the list which it counts. */
export function Figure({ href, icon: Icon, name, value }: FigureProps) {
  return (
    <li>
      <Link
        href={href}
        className="grid h-full content-between gap-1 rounded-lg border bg-surface p-4 hover:bg-muted"
      >
        <span className="flex items-center gap-2 text-muted-foreground text-sm">
          <Icon aria-hidden className="size-4 shrink-0" />
          {name}
        </span>
        <span className="tabular font-semibold text-2xl leading-8">{value.toLocaleString("en-US")}</span>
      </Link>
    </li>
  )
}
