"use client"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { cn } from "./cn"

/**
 * Scrolls sideways, and can then be reached by keyboard. While everything fits it is no scroll container, so that
 * the table's header sticks to the page.
 */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  const [fits, setFits] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setFits(element.scrollWidth <= element.clientWidth))
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return (
    <section
      ref={box}
      data-slot="table-scroll"
      aria-label={label}
      tabIndex={fits ? undefined : 0}
      className={cn(
        "w-full rounded-lg contain-inline-size",
        !fits && "overflow-x-auto -outline-offset-2 [--sticky-top:0px]",
      )}
    >
      {children}
    </section>
  )
}
