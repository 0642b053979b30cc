"use client"
import { useEffect, useRef } from "react"

/** So long it waits for somebody to press its button. */
const PATIENCE = 20_000

/**
 * Words that need nothing to work, for when the kiosk itself fails. The button has the focus, for two switches and for a
 * keyboard; when nobody presses it the kiosk is tried again by itself.
 */
export default function KioskError({ reset }: { reset: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus()
    const timer = setInterval(reset, PATIENCE)
    return () => clearInterval(timer)
  }, [reset])
  return (
    <main
      data-kiosk="failed"
      className="grid min-h-dvh content-center justify-items-center gap-6 p-4 text-center"
    >
      <h1 className="font-bold text-4xl">Let's ask the desk</h1>
      <button
        ref={button}
        type="button"
        className="rounded-xl bg-primary px-5 font-semibold text-primary-foreground"
        onClick={reset}
      >
        Start over
      </button>
    </main>
  )
}
