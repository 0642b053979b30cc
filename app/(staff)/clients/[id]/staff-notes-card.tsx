import { MessageSquareText } from "lucide-react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import type { Outcome } from "@/lib/core/outcome"
import { Moment } from "../../moment"
import { NoteForm } from "./note-form"

type Note = { id: string; body: string; author: string; createdAt: Date }

type StaffNotesCardProps = {
  clientId: string
  notes: Note[]
  more: boolean
  add: (input: { clientId: string; body: string }) => Promise<Outcome<unknown>>
}

/** What the team wrote about the client, newest first. */
export function StaffNotesCard({ clientId, notes, more, add }: StaffNotesCardProps) {
  return (
    <Card>
      <CardHeader title="Staff notes" />
      <CardContent className="grid gap-4">
        <NoteForm clientId={clientId} add={add} />
        {notes.length === 0 ? (
          <EmptyState icon={MessageSquareText} as="h3" title="No notes yet" className="py-4">
            What colleagues should know next time.
          </EmptyState>
        ) : (
          <ol className="grid gap-4">
            {notes.map(({ id, body, author, createdAt }) => (
              <li key={id} className="border-t pt-3">
                <p className="text-muted-foreground text-sm">
                  <bdi className="font-medium text-foreground">{author}</bdi> · <Moment at={createdAt} />
                </p>
                <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>
              </li>
            ))}
          </ol>
        )}
        {more && <p className="text-muted-foreground text-sm">Older notes are kept and not shown here.</p>}
      </CardContent>
    </Card>
  )
}
