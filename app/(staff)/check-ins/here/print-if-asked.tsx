"use client"
import { useSearchParams } from "next/navigation"
import { useEffect } from "react"

/** Opens the print dialog when the address asks for it, once. */
export function PrintIfAsked() {
  const wanted = useSearchParams().get("print") === "1"
  useEffect(() => {
    if (!wanted) return
    window.history.replaceState(null, "", window.location.pathname)
    window.print()
  }, [wanted])
  return null
}
