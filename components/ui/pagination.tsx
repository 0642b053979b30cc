import { ChevronRight, ChevronsLeft } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { Button, buttonVariants } from "./button"
import { cn } from "./cn"

type PaginationProps = {
  firstHref?: string
  nextHref?: string
  /** Such as "51-100 of 1,204". */
  summary?: ReactNode
  className?: string
}

export function Pagination({ firstHref, nextHref, summary, className }: PaginationProps) {
  return (
    <nav
      aria-label="Pages"
      data-print="hide"
      className={cn("flex flex-wrap items-center justify-end gap-2", className)}
    >
      {summary && <p className="tabular mr-auto text-muted-foreground text-sm">{summary}</p>}
      <PageLink href={firstHref} rel="first">
        <ChevronsLeft aria-hidden />
        First page
      </PageLink>
      <PageLink href={nextHref} rel="next">
        Next
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  )
}

function PageLink({ href, rel, children }: { href?: string; rel: string; children: ReactNode }) {
  if (href) {
    return (
      <Link href={href} rel={rel} className={buttonVariants({ variant: "outline", size: "sm" })}>
        {children}
      </Link>
    )
  }
  return (
    <Button variant="outline" size="sm" disabled>
      {children}
    </Button>
  )
}
