"use client"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import type { Outcome } from "@/lib/core/outcome"
import type { Page } from "@/lib/core/page"
import type { Entry } from "@/lib/history/entries"
import { HistoryEntry } from "./history-entry"

type HistoryListProps<Input> = {
  first: Page<Entry>
  /** What is asked for besides the page. */
  input: Input
  more: (input: Input & { cursor: string; limit: number }) => Promise<Outcome<Page<Entry>>>
}

const AT_ONCE = 20

/** What happened, newest first, more of it on demand; what is new since comes on top. */
export function HistoryList<Input>({ first, input, more }: HistoryListProps<Input>) {
  const [older, setOlder] = useState<Page<Entry> | null>(null)
  const { pending, run } = useAction()
  const fresh = new Set(first.rows.map(({ id }) => id))
  const entries = [...first.rows, ...(older?.rows.filter(({ id }) => !fresh.has(id)) ?? [])]
  const cursor = older ? older.nextCursor : first.nextCursor
  const show = (from: string) =>
    run(
      () => more({ ...input, cursor: from, limit: AT_ONCE }),
      ({ rows, nextCursor }) => setOlder({ rows: [...entries, ...rows], nextCursor }),
    )
  return (
    <>
      <ol className="grid gap-3 text-sm">
        {entries.map((entry) => (
          <HistoryEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {cursor && (
        <Button
          variant="outline"
          size="sm"
          className="mt-4"
          loading={pending}
          onClick={() => show(cursor)}
          data-print="hide"
        >
          Show more
        </Button>
      )}
    </>
  )
}
