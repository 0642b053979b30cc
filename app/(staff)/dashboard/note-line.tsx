import Link from "next/link"
import { cn } from "@/components/ui/cn"
import { Time } from "@/components/ui/time"
import { formatExactly, formatMoment } from "@/lib/core/format"
import { env } from "@/lib/env"

type NoteLineProps = {
  note: { clientId: string; clientName: string; body: string; author: string; createdAt: Date }
  /** The beginning of the text only. */
  short?: boolean
}

/** A staff note with its client, author and time. */
export function NoteLine({ note, short }: NoteLineProps) {
  const zone = env().CENTER_TIME_ZONE
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
        <bdi>{note.author}</bdi> ·{" "}
        <Time dateTime={note.createdAt.toISOString()} exact={formatExactly(note.createdAt, zone)}>
          {formatMoment(note.createdAt, new Date(), zone)}
        </Time>
      </p>
    </li>
  )
}
