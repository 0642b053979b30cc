"use client"
import { useEffect, useRef } from "react"

/** When the button that was pressed goes because its work is done, focus moves to the page's content, not to nowhere. */
export function useKeptFocus(present: boolean) {
  const was = useRef(present)
  useEffect(() => {
    const lost = was.current && !present && document.activeElement === document.body
    if (lost) document.querySelector("main")?.focus({ preventScroll: true })
    was.current = present
  }, [present])
}
