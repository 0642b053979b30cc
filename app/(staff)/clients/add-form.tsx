"use client"
import { ClientFields } from "@/components/clients/client-fields"
import { typedChanges } from "@/components/clients/client-values"
import type { SavedName } from "@/components/clients/use-client-update"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { fieldNames } from "@/lib/clients/names"
import type { ClientInput } from "@/lib/clients/schema"
import type { Outcome } from "@/lib/core/outcome"

export type CreateClient = (input: ClientInput) => Promise<Outcome<SavedName>>

type AddFormProps = { create: CreateClient; saved: (client: SavedName) => void; close: () => void }

/** The fields of a new client; what was left blank is not sent. */
export function AddForm({ create, saved, close }: AddFormProps) {
  const { submit, pending, error, errorOf } = useSubmit(
    (fields) => create({ firstName: "", lastName: "", ...typedChanges({}, fields) }),
    saved,
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <FormProblem error={error} names={fieldNames} />
      <ClientFields errorOf={errorOf} />
      <FormButtons label="Add client" pending={pending} close={close} />
    </form>
  )
}
