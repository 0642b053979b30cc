"use client"
import { useEffect, useRef } from "react"
import { type EntryActions, EntryCard } from "./entry-card"
import type { EntryInWords } from "./entry-words"

/** The entries below each other; when one goes because it is settled, focus stays on the page. */
export function EntryList({ entries, actions }: { entries: EntryInWords[]; actions: EntryActions }) {
  const before = useRef(entries.length)
  useEffect(() => {
    const changed = before.current !== entries.length
    before.current = entries.length
    if (changed && document.activeElement === document.body)
      document.querySelector("main")?.focus({ preventScroll: true })
  }, [entries.length])
  return (
    <ul className="grid gap-4">
      {entries.map((entry) => (
        <li key={entry.id}>
          <EntryCard entry={entry} actions={actions} />
        </li>
      ))}
    </ul>
  )
}
