"use client"
import { useSearchParams } from "next/navigation"
import { useEffect, useRef } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { KeepTyped } from "@/components/forms/keep-typed"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Textarea } from "@/components/ui/textarea"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type NoteFormProps = {
  clientId: string
  add: (input: { clientId: string; body: string }) => Promise<Outcome<unknown>>
}

export function NoteForm({ clientId, add }: NoteFormProps) {
  const form = useRef<HTMLFormElement>(null)
  // Whoever came to write a note finds the cursor there; the address does not ask twice.
  const wanted = useSearchParams().get("note") === "1"
  useEffect(() => {
    if (!wanted) return
    form.current?.querySelector("textarea")?.focus()
    window.history.replaceState(null, "", window.location.pathname)
  }, [wanted])
  const { submit, pending, error, errorOf } = useSubmit(
    ({ body = "" }) => add({ clientId, body }),
    () => {
      form.current?.reset()
      toast.success("Note added.")
    },
  )
  return (
    <form ref={form} onSubmit={submit} className="grid gap-3">
      <KeepTyped what="The note is not saved yet." />
      <FormProblem error={error} names={{ body: "Note" }} />
      <Field name="body" label="New note" error={errorOf("body")}>
        <Textarea rows={2} required maxLength={5000} />
      </Field>
      <div>
        <Button type="submit" variant="outline" loading={pending}>
          Add note
        </Button>
      </div>
    </form>
  )
}
