"use client"
import { useRef } from "react"
import type { z } from "zod"
import { ClientFields } from "@/components/clients/client-fields"
import { typedChanges } from "@/components/clients/client-values"
import type { SavedName } from "@/components/clients/use-client-update"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { fieldNames } from "@/lib/clients/names"
import type { CreateInput } from "@/lib/clients/schema"
import type { Outcome } from "@/lib/core/outcome"
import { AlreadyThere } from "./already-there"

export type CreateClient = (input: z.input<typeof CreateInput>) => Promise<Outcome<SavedName>>

type AddFormProps = {
  create: CreateClient
  /** Brings back the deleted client who was meant. */
  restore: (id: string) => void
  saved: (client: SavedName) => void
  close: () => void
}

/** The fields of a new client; what was left blank is not sent. */
export function AddForm({ create, restore, saved, close }: AddFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const anyway = useRef(false)
  const { submit, pending, error, errorOf } = useSubmit((fields) => {
    const allowDuplicate = anyway.current
    anyway.current = false
    return create({ firstName: "", lastName: "", ...typedChanges({}, fields), allowDuplicate })
  }, saved)
  const addAnyway = () => {
    anyway.current = true
    form.current?.requestSubmit()
  }
  const isOnlyThere = error?.existing && error.fields.length === 0
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-6">
      <AlreadyThere error={error} pending={pending} addAnyway={addAnyway} restore={restore} />
      {!isOnlyThere && <FormProblem error={error} names={fieldNames} />}
      <ClientFields errorOf={errorOf} />
      <FormButtons label="Add client" pending={pending} close={close} />
    </form>
  )
}
