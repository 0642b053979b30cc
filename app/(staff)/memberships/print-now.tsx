"use client"
import { useEffect } from "react"
import { PrintButton } from "@/components/ui/print-button"

/** Opens the browser's print dialog when the page is shown, and again when it is pressed. */
export function PrintNow() {
  useEffect(() => {
    const soon = setTimeout(() => window.print(), 300)
    return () => clearTimeout(soon)
  }, [])
  return <PrintButton />
}
