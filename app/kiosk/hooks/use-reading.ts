import { useEffect, useSyncExternalStore } from "react"
import type { Flow } from "../steps"

/** Whether this browser can read aloud. */
export const useCanRead = () =>
  useSyncExternalStore(
    () => () => undefined,
    () => "speechSynthesis" in window,
    () => false,
  )

/** Reads each screen aloud while that is on: its heading, its text, its buttons. */
export function useReading({ reading, screen, cover, language }: Flow) {
  const shown = `${screen.name} ${"aim" in screen ? screen.aim : ""} ${cover}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new screen is read
  useEffect(() => {
    if (!reading) return
    const said = new SpeechSynthesisUtterance(textOfScreen())
    said.lang = language === "es" ? "es-US" : "en-US"
    said.rate = 0.9
    speechSynthesis.speak(said)
    return () => speechSynthesis.cancel()
  }, [reading, shown, language])
}

/** The keys of a pad are not read, nor is what was typed on it: others may hear it. */
function textOfScreen(): string {
  const parts = document.querySelectorAll("main h1, main p, main button, [data-tools] button")
  return [...parts]
    .filter((part) => !part.closest("[data-silent]"))
    .map((part) => part.textContent?.trim())
    .filter(Boolean)
    .join(". ")
}
