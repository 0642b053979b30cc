import { NotebookPen } from "lucide-react"
import { Card, CardContent } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import { recentNotes } from "@/lib/reports/recent-notes"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { NoteLine } from "../dashboard/note-line"
import { hrefOf } from "../href"
import { ListPages } from "../list-pages"
import { PageHeader } from "../page-header"

export const metadata = { title: "Staff notes" }

export default async function StaffNotesPage({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string }>
}) {
  await requireUser("/staff-notes")
  const { cursor } = textParams(await searchParams)
  const { rows, nextCursor, total } = await read(recentNotes, { cursor })
  return (
    <>
      <PageHeader title="Staff notes" aside={total.toLocaleString("en-US")} />
      <p className="mb-4 text-muted-foreground text-sm">
        Of the last 7 days, newest first. Today is one of them.
      </p>
      {rows.length === 0 ? (
        <EmptyState icon={NotebookPen} title="No staff notes">
          Nobody wrote one in the last 7 days. They are written on a client's page.
        </EmptyState>
      ) : (
        <Card>
          <CardContent>
            <ul className="[&>li:last-child]:border-b-0 [&>li]:border-b">
              {rows.map((note) => (
                <NoteLine key={note.id} note={note} />
              ))}
            </ul>
          </CardContent>
        </Card>
      )}
      <ListPages
        href={(next) => hrefOf("/staff-notes", { cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "note")}
      />
    </>
  )
}
