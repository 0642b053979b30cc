"use client"
import { Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { useCallback, useEffect, useState } from "react"
import type { CheckInActions } from "@/components/check-ins/use-check-in"
import { CommandDialog } from "@/components/ui/command"
import { Kbd } from "@/components/ui/kbd"
import type { Command } from "./commands"
import { Finder } from "./finder"
import type { Suggest } from "./use-suggestions"

type SearchPaletteProps = CheckInActions & { suggest: Suggest; commands: Command[] }

/** Ctrl+K, three letters, Enter, Enter: checked in. */
export function SearchPalette({ suggest, commands, ...actions }: SearchPaletteProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [leaving, setLeaving] = useState(false)
  // Opened again while it still fades away, it begins anew.
  const [opening, setOpening] = useState(0)
  const change = useCallback((next: boolean) => {
    setOpen(next)
    setLeaving(false)
    if (next) setOpening((count) => count + 1)
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      change(!open)
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [open, change])
  const go = (href: string) => {
    setLeaving(true)
    setOpen(false)
    router.push(href)
  }
  return (
    <>
      <button
        type="button"
        onClick={() => change(true)}
        className="target flex w-full max-w-md items-center gap-2 rounded-lg border border-input bg-surface px-3 text-left text-muted-foreground text-sm hover:bg-muted"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="truncate">
          Find a client<span className="max-sm:sr-only"> or a command</span>
        </span>
        <Kbd className="ml-auto hidden sm:inline-flex">Ctrl K</Kbd>
      </button>
      <CommandDialog
        key={opening}
        open={open}
        onOpenChange={change}
        title="Find a client or a command"
        leaving={leaving}
      >
        <Finder suggest={suggest} actions={actions} commands={commands} close={() => change(false)} go={go} />
      </CommandDialog>
    </>
  )
}
