import { useEffect, useRef } from "react"
import { scanner } from "../scanner"

/** Listens on every screen for a scanner that types like a keyboard. What it types goes nowhere else. */
export function useScanner(onCard: (token: string) => void) {
  const heard = useRef(onCard)
  useEffect(() => {
    heard.current = onCard
  })
  useEffect(() => {
    const listen = scanner()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const { mine, card } = listen(event.key, event.timeStamp)
      if (!mine) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (card) heard.current(card)
    }
    window.addEventListener("keydown", onKey, true)
    return () => window.removeEventListener("keydown", onKey, true)
  }, [])
}
