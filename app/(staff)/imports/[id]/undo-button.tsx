"use client"
import { Undo2 } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import type { Outcome } from "@/lib/core/outcome"

/** An undone import is not done again by itself, so it asks. */
export function UndoButton({
  id,
  undo,
}: {
  id: string
  undo: (input: { id: string }) => Promise<Outcome<unknown>>
}) {
  const { pending, run } = useAction()
  return (
    <Question
      title="Undo this import?"
      text="Clients it added are deleted, unless they visited or were edited since. Fields it changed get their old values, unless they were changed since. What stays is listed."
      label="Undo import"
      act={() => run(() => undo({ id }))}
      trigger={
        <Button variant="outline" loading={pending}>
          <Undo2 aria-hidden />
          Undo this import
        </Button>
      }
    />
  )
}
