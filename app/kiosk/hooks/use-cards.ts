import { useEffect, useRef } from "react"
import type { Flow } from "../steps"
import { useScanner } from "./use-scanner"

/** On any other screen somebody has an answer to read or to give first. */
const free = ["welcome", "ways", "pad", "card"]

/**
 * Looks up each card that is held to the scanner, on any screen. One that comes while the server is asked about somebody
 * else waits, for the answer may name nobody and be taken for theirs; it is their turn when the other is done. Returns the
 * cards that wait; when nobody is there any more they are forgotten.
 */
export function useCards({ screen, cover, waysIn }: Flow, lookUp: (card: string) => void) {
  const waiting = useRef<string[]>([])
  const asked = useRef("")
  const ask = (card: string) => {
    waiting.current = waiting.current.filter((one) => one !== card)
    asked.current = card
    lookUp(card)
  }
  useScanner((card) => {
    if (!waysIn.includes("card")) return
    if (screen.name !== "busy") ask(card)
    // A scanner may read a card twice that is held to it for long.
    else if (![asked.current, ...waiting.current].includes(card)) waiting.current.push(card)
  })
  useEffect(() => {
    if (cover === "idle") waiting.current = []
    if (cover || !free.includes(screen.name)) return
    asked.current = ""
    const [next] = waiting.current
    if (next) ask(next)
  })
  return waiting
}
