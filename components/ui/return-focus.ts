"use client"
import { useRef } from "react"

/**
 * Focus goes back to where it was, also when no trigger opened the dialog; from a menu, to the menu's button. When that
 * is gone, it goes to the page's content rather than nowhere.
 */
export function useReturnFocus() {
  const origin = useRef<HTMLElement>(null)
  return {
    onOpenAutoFocus() {
      origin.current = originOf(document.activeElement)
    },
    onCloseAutoFocus(event: Event) {
      if (!origin.current) return
      event.preventDefault()
      if (origin.current.isConnected) origin.current.focus()
      else document.querySelector("main")?.focus({ preventScroll: true })
    },
  }
}

function originOf(element: Element | null) {
  const button = element?.closest("[role=menu]")?.getAttribute("aria-labelledby")
  const found = button ? document.getElementById(button) : element
  return found instanceof HTMLElement && found !== document.body ? found : null
}
