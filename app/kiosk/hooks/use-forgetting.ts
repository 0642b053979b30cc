import { type Dispatch, type RefObject, useEffect } from "react"
import { flushSync } from "react-dom"
import type { Step } from "../steps"

/** Whoever goes back to the page later, or brings it back from the browser's memory, meets its start. */
export function useForgetting(take: Dispatch<Step>, waitingCards: RefObject<string[]>) {
  useEffect(() => {
    const forget = () => {
      waitingCards.current = []
      flushSync(() => take({ type: "reset" }))
    }
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && forget()
    window.addEventListener("pagehide", forget)
    window.addEventListener("pageshow", onShow)
    return () => {
      window.removeEventListener("pagehide", forget)
      window.removeEventListener("pageshow", onShow)
    }
  }, [take, waitingCards])
}
