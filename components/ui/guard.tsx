"use client"
import { type FormEvent, useCallback, useEffect, useState } from "react"
import { AlertDialog, AlertDialogAction, AlertDialogCancel, AlertDialogContent } from "./alert-dialog"

export type GuardedProps = {
  open?: boolean
  defaultOpen?: boolean
  onOpenChange?: (open: boolean) => void
  /** What would be lost, as a sentence. When set, closing asks first if something was typed since opening. */
  guard?: string
}

/** The open state of a dialog or sheet which asks before text is lost. The owner closing it is never asked. */
export function useGuard({ open: controlled, defaultOpen = false, onOpenChange, guard }: GuardedProps) {
  const [inner, setInner] = useState(defaultOpen)
  const [dirty, setDirty] = useState(false)
  const [asking, setAsking] = useState(false)
  const open = controlled ?? inner

  const change = useCallback(
    (next: boolean) => {
      setInner(next)
      setAsking(false)
      onOpenChange?.(next)
    },
    [onOpenChange],
  )

  useEffect(() => {
    if (!open) {
      setDirty(false)
      setAsking(false)
    }
  }, [open])

  const unsaved = open && dirty && guard !== undefined
  useEffect(() => {
    if (!unsaved) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", stay)
    return () => window.removeEventListener("beforeunload", stay)
  }, [unsaved])

  return {
    open,
    onOpenChange: (next: boolean) => (!next && unsaved ? setAsking(true) : change(next)),
    onInput: (event: FormEvent) => {
      if (event.target instanceof HTMLElement && !event.target.closest("[data-unguarded]")) setDirty(true)
    },
    question: (
      <AlertDialog open={asking} onOpenChange={setAsking}>
        <AlertDialogContent title="Discard what you typed?" description={guard}>
          <AlertDialogCancel>Keep editing</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={() => change(false)}>
            Discard
          </AlertDialogAction>
        </AlertDialogContent>
      </AlertDialog>
    ),
  }
}
