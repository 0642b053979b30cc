import { ArrowDown, ArrowUp } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { cn } from "@/components/ui/cn"
import { type Direction, type Sort, sorts } from "@/lib/memberships/schema"
import { hrefOf } from "../href"
import type { ListFilter, ListSearch } from "./address"

type Sorted = "ascending" | "descending"
type SortTarget = { href: string; sorted?: Sorted }
export type SortLinks = Record<Sort, SortTarget>

/** For each column where its heading leads to: that order, or the other way round where it is the order already. */
export function sortLinks(filter: ListFilter, direction: Direction, search: ListSearch): SortLinks {
  const other = direction === "asc" ? "desc" : "asc"
  const target = (sort: Sort): SortTarget => {
    const current = sort === filter.sort
    const dir = current ? other : undefined
    return {
      href: hrefOf("/memberships", { ...search, sort, dir, cursor: undefined }),
      sorted: current ? (direction === "asc" ? "ascending" : "descending") : undefined,
    }
  }
  return Object.fromEntries(sorts.map((sort) => [sort, target(sort)])) as SortLinks
}

/** A column's heading that sorts by it. */
export function SortLink({ href, sorted, children }: SortTarget & { children: ReactNode }) {
  return (
    <Link
      href={href}
      scroll={false}
      className={cn(
        "target inline-flex items-center gap-1 hover:text-foreground hover:underline -outline-offset-2",
        sorted && "text-foreground",
      )}
    >
      {children}
      {sorted === "ascending" && <ArrowUp aria-hidden className="size-4" />}
      {sorted === "descending" && <ArrowDown aria-hidden className="size-4" />}
    </Link>
  )
}

/** The same where a phone shows cards without headings. */
export function SortBar({ links, names }: { links: SortLinks; names: Record<Sort, string> }) {
  return (
    <nav
      aria-label="Sort by"
      data-print="hide"
      className="flex flex-wrap items-center gap-x-4 text-muted-foreground text-sm md:hidden"
    >
      {sorts.map((sort) => (
        <SortLink key={sort} {...links[sort]}>
          {names[sort]}
          {links[sort].sorted && <span className="sr-only"> ({links[sort].sorted})</span>}
        </SortLink>
      ))}
    </nav>
  )
}
