"use client"
import { useRef } from "react"

/** Focus goes back to where it was, also when no trigger opened the dialog; from a menu, to the menu's button. */
export function useReturnFocus() {
  const origin = useRef<HTMLElement>(null)
  return {
    onOpenAutoFocus() {
      origin.current = originOf(document.activeElement)
    },
    onCloseAutoFocus(event: Event) {
      if (!origin.current?.isConnected) return
      event.preventDefault()
      origin.current.focus()
    },
  }
}

function originOf(element: Element | null) {
  const button = element?.closest("[role=menu]")?.getAttribute("aria-labelledby")
  const found = button ? document.getElementById(button) : element
  return found instanceof HTMLElement && found !== document.body ? found : null
}
