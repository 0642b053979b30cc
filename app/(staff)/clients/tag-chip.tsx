import { Tag, X } from "lucide-react"
import Link from "next/link"

/** The tag by which the list is filtered; a click shows everybody again. */
export function TagChip({ name, without }: { name: string | null; without: string }) {
  const shown = name ?? "a tag that was deleted"
  return (
    <p className="flex min-w-0 items-center gap-2 text-sm">
      <span className="text-muted-foreground">Only</span>
      <Link
        href={without}
        aria-label={`Tag ${shown}: show clients without it, too`}
        className="target inline-flex min-w-0 items-center gap-2 rounded-lg border border-input bg-surface px-3 hover:bg-muted"
      >
        <Tag aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <bdi className="truncate">{shown}</bdi>
        <X aria-hidden className="size-4 shrink-0" />
      </Link>
    </p>
  )
}
