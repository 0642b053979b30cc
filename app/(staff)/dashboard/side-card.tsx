import Link from "next/link"
import type { ReactNode } from "react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { cn } from "@/components/ui/cn"

type SideCardProps = {
  title: string
  /** How many there are in all, and the list of them. */
  total: string
  href: string
  explained: string
  empty: string
  /** In two columns where there is room. */
  wide?: boolean
  children: ReactNode[]
}

/** The first few of a list, and the way to the whole of it. */
export function SideCard({ title, total, href, explained, empty, wide, children }: SideCardProps) {
  return (
    <Card>
      <CardHeader
        title={title}
        description={
          <>
            <Link href={href} className="link tabular">
              {total}
            </Link>{" "}
            {explained}
          </>
        }
      />
      <CardContent className="py-3">
        {children.length === 0 ? (
          <p className="py-3 text-muted-foreground">{empty}</p>
        ) : (
          <ul
            className={cn(
              "[&>li:last-child]:border-b-0 [&>li]:border-b",
              wide && "gap-x-6 sm:grid sm:grid-cols-2",
            )}
          >
            {children}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}

/** One client and a word about them. */
export function ClientLine({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-3">
      <Link href={`/clients/${id}`} prefetch={false} className="link target flex min-w-0 items-center">
        <bdi className="truncate">{name}</bdi>
      </Link>
      <span className="tabular ml-auto whitespace-nowrap text-muted-foreground text-sm">{children}</span>
    </li>
  )
}
