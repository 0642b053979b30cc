import { Pagination } from "@/components/ui/pagination"

type ListPagesProps = {
  /** The address of the page that begins at a cursor; without one, of the first. */
  href: (cursor?: string) => string
  cursor?: string
  nextCursor: string | null
  summary: string
}

/** The ways through a list, where it is longer than a page. */
export function ListPages({ href, cursor, nextCursor, summary }: ListPagesProps) {
  if (!nextCursor && !cursor) return null
  return (
    <Pagination
      className="mt-4"
      firstHref={cursor && href()}
      nextHref={nextCursor ? href(nextCursor) : undefined}
      summary={summary}
    />
  )
}
