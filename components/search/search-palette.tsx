"use client"
import { Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { useCallback, useLayoutEffect, useState } from "react"
import { Kbd } from "@/components/ui/kbd"
import { type Source, useLate } from "@/components/ui/late"
import type { Opened } from "./finder-dialog"
import { useEarlyTyping } from "./use-early-typing"

type SearchPaletteProps<P> = P & { source: Source<P & Opened> }

/** Ctrl+K, three letters, Enter, Enter: checked in. What opens comes with the first reach for it. */
export function SearchPalette<P extends object>({ source, ...finder }: SearchPaletteProps<P>) {
  const router = useRouter()
  const { Part: Finder, want } = useLate(source)
  const [open, setOpen] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [opening, setOpening] = useState(0)
  const close = useCallback(() => setOpen(false), [])
  const change = useCallback(
    (next: boolean) => {
      setOpen(next)
      setLeaving(false)
      if (!next) return
      setOpening((count) => count + 1)
      want().then((came) => came || close())
    },
    [want, close],
  )
  const early = useEarlyTyping({ open, there: Finder !== null, close })
  // With the page itself: an effect may be a while behind it, and Ctrl+K would be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Control" || event.key === "Meta") void want({ ahead: true })
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      change(!open)
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [open, change, want])
  const go = (href: string) => {
    setLeaving(true)
    setOpen(false)
    router.push(href)
  }
  return (
    <>
      <button
        type="button"
        onPointerEnter={() => void want({ ahead: true })}
        onFocus={() => void want({ ahead: true })}
        onClick={() => change(true)}
        className="target flex w-full max-w-md items-center gap-2 rounded-lg border border-input bg-surface px-3 text-left text-muted-foreground text-sm hover:bg-muted"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="truncate">{(!Finder && early.typed) || words}</span>
        <Kbd className="ml-auto hidden sm:inline-flex">Ctrl K</Kbd>
      </button>
      {Finder && (
        <Finder
          {...(finder as unknown as P)}
          open={open}
          change={change}
          opening={opening}
          leaving={leaving}
          go={go}
          early={early}
        />
      )}
    </>
  )
}

const words = (
  <>
    Find a client<span className="max-sm:sr-only"> or a command</span>
  </>
)
