import Link from "next/link"
import { cn } from "./cn"

export type Segment = { href: string; label: string; count?: number; current?: boolean }

/** One choice out of a few, as links: the URL holds the choice, which is in sight also where not all of them are. */
export function Segmented({
  label,
  items,
  className,
}: {
  label: string
  items: Segment[]
  className?: string
}) {
  return (
    <nav aria-label={label} data-print="hide" className={cn("max-w-full overflow-x-auto", className)}>
      <ul className="inline-flex rounded-lg bg-muted p-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              scroll={false}
              aria-current={item.current ? "true" : undefined}
              className={cn(
                "target flex items-center gap-2 whitespace-nowrap rounded-lg px-3 text-sm -outline-offset-2",
                item.current
                  ? "bg-surface font-medium shadow-xs [scroll-initial-target:nearest]"
                  : "text-muted-foreground hover:text-foreground",
              )}
            >
              {item.label}
              {item.count !== undefined && (
                <span className="tabular text-muted-foreground">{item.count.toLocaleString("en-US")}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
