import { buttonVariants } from "@/components/ui/button"
import { Segmented } from "@/components/ui/segmented"

type View<V> = { view: V; label: string; count: number }
type RowViewsProps<V> = { id: string; total: number; chosen: V | undefined; views: View<V>[] }

/** All rows, or those of one kind; kinds that no row is of are left out. */
export function RowViews<V extends string>({ id, total, chosen, views }: RowViewsProps<V>) {
  const to = (view: string) => `/imports/${id}?show=${view}`
  return (
    <Segmented
      label="Rows"
      items={[
        { href: to("all"), label: "All", count: total, current: !chosen },
        ...views
          .filter(({ count }) => count > 0)
          .map(({ view, ...item }) => ({ ...item, href: to(view), current: view === chosen })),
      ]}
    />
  )
}

export function WrongRowsLink({ id }: { id: string }) {
  return (
    <a className={buttonVariants({ variant: "outline" })} href={`/api/v1/imports/${id}/problems`}>
      Download the rows to correct
    </a>
  )
}
