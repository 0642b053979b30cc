"use client"
import { useRouter } from "next/navigation"
import { useEffect, useRef, useState } from "react"
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
} from "@/components/ui/alert-dialog"

/** Inside a form of a page: who goes elsewhere while it holds what was typed and not saved is asked first. */
export function KeepTyped({ what }: { what: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  const [leaving, setLeaving] = useState<string | null>(null)
  const router = useRouter()
  useEffect(() => {
    const form = mark.current?.closest("form")
    const isTyped = () => form?.isConnected && [...form.elements].some(isChanged)
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null
      const isElsewhere = link?.origin === location.origin && link.pathname !== location.pathname
      if (!link || !isElsewhere || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (!isTyped()) return
      event.preventDefault()
      event.stopPropagation()
      setLeaving(link.pathname + link.search)
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isTyped()) event.preventDefault()
    }
    // Before the links of the pages see it.
    document.addEventListener("click", onClick, { capture: true })
    window.addEventListener("beforeunload", onUnload)
    return () => {
      document.removeEventListener("click", onClick, { capture: true })
      window.removeEventListener("beforeunload", onUnload)
    }
  }, [])
  return (
    <>
      <span ref={mark} hidden />
      <AlertDialog open={leaving !== null} onOpenChange={(open) => open || setLeaving(null)}>
        <AlertDialogContent title="Discard what you typed?" description={what}>
          <AlertDialogCancel>Keep editing</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={() => leaving && router.push(leaving)}>
            Discard
          </AlertDialogAction>
        </AlertDialogContent>
      </AlertDialog>
    </>
  )
}

function isChanged(field: Element): boolean {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio"))
    return field.checked !== field.defaultChecked
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return field.value !== field.defaultValue
  // React marks no option as chosen from the start: without one it is the first.
  return false
}
