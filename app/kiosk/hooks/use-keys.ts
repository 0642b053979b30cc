import { type Dispatch, useEffect } from "react"
import { neighbour } from "../neighbour"
import type { Flow, Step } from "../steps"

const controls = () => [...document.querySelectorAll<HTMLElement>("[data-kiosk] button:not([tabindex='-1'])")]

/** Arrow keys move among the buttons, Esc starts over. With switch keys, Space goes to the next button and never presses one. */
export function useKeys({ screen, cover }: Flow, take: Dispatch<Step>, scanning: boolean) {
  const leadsTo = cover ? "uncover" : screen.name === "welcome" ? undefined : "reset"
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === "Escape" && leadsTo)
        take(leadsTo === "reset" ? { type: "reset" } : { type: "cover", cover: null })
      else if (/^Arrow/.test(event.key)) moveBy(event.key)
      else if (event.key === " " && scanning) moveOn()
      else return
      event.preventDefault()
    }
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === " " && scanning) event.preventDefault()
    }
    window.addEventListener("keydown", onKey)
    window.addEventListener("keyup", onKeyUp)
    document.querySelector("[data-kiosk]")?.setAttribute("data-switches", scanning ? "on" : "off")
    return () => {
      window.removeEventListener("keydown", onKey)
      window.removeEventListener("keyup", onKeyUp)
    }
  }, [leadsTo, take, scanning])
}

function moveOn() {
  const all = controls()
  const at = all.indexOf(document.activeElement as HTMLElement)
  all[(at + 1) % all.length]?.focus()
}

function moveBy(arrow: string) {
  const all = controls()
  const from = document.activeElement as HTMLElement
  if (!all.includes(from)) return all[0]?.focus()
  const boxes = all.map((one) => one.getBoundingClientRect())
  all[neighbour(from.getBoundingClientRect(), boxes, arrow)]?.focus()
}
