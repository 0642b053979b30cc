"use client"
import { useEffect, useRef } from "react"
import { type EntryActions, EntryCard } from "./entry-card"
import type { EntryInWords } from "./entry-words"

/** The entries below each other; when one goes because it is settled, the focus stays on the page. */
export function EntryList({ entries, actions }: { entries: EntryInWords[]; actions: EntryActions }) {
  const ids = entries.map(({ id }) => id).join(" ")
  const before = useRef(ids)
  useEffect(() => {
    const lost = before.current !== ids && document.activeElement === document.body
    before.current = ids
    if (lost) document.querySelector("main")?.focus({ preventScroll: true })
  }, [ids])
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
