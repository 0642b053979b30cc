import Link from "next/link"
import { cn } from "@/components/ui/cn"
import { Moment } from "../moment"

type NoteLineProps = {
  note: { clientId: string; clientName: string; body: string; author: string; createdAt: Date }
  /** The beginning of the text only. */
  short?: boolean
}

/** A staff note with its client, author and time. */
export function NoteLine({ note, short }: NoteLineProps) {
  return (
    <li className="grid content-start py-2">
      <Link
        href={`/clients/${note.clientId}`}
        prefetch={false}
        className="link target flex min-w-0 items-center sm:min-h-0"
      >
        <bdi className="truncate">{note.clientName}</bdi>
      </Link>
      <p
        dir="auto"
        className={cn("text-sm [overflow-wrap:anywhere]", short ? "line-clamp-2" : "whitespace-pre-line")}
      >
        {note.body}
      </p>
      <p className="text-muted-foreground text-sm">
        <bdi>{note.author}</bdi> · <Moment at={note.createdAt} />
      </p>
    </li>
  )
}
