"use client"
import { useEffect, useState } from "react"

/** What was typed, and how often Enter was pressed after it. */
export type Early = { typed: string; enters: number }

const nothing: Early = { typed: "", enters: 0 }

/** What is typed after the palette was opened and before it is there: it is meant for its field. Escape gives it up. */
export function useEarlyTyping({ open, there, close }: { open: boolean; there: boolean; close: () => void }) {
  const [early, setEarly] = useState(nothing)
  useEffect(() => {
    if (!open) setEarly(nothing)
    if (!open || there) return
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event
      if (key === "Escape") return close()
      if (ctrlKey || metaKey || altKey || isComposing) return
      if (key.length > 1 && key !== "Backspace" && key !== "Enter") return
      event.preventDefault()
      setEarly((known) => after(known, key))
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [open, there, close])
  return early
}

function after({ typed, enters }: Early, key: string): Early {
  if (key === "Enter") return { typed, enters: enters + 1 }
  return { typed: key === "Backspace" ? typed.slice(0, -1) : typed + key, enters: 0 }
}
