"use client"
import Link from "next/link"
import { useRef } from "react"
import type { z } from "zod"
import { ClientFields } from "@/components/clients/client-fields"
import { typedChanges } from "@/components/clients/client-values"
import type { SavedName } from "@/components/clients/use-client-update"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { fieldNames } from "@/lib/clients/names"
import type { CreateInput } from "@/lib/clients/schema"
import type { Outcome } from "@/lib/core/outcome"

export type CreateClient = (input: z.input<typeof CreateInput>) => Promise<Outcome<SavedName>>

type AddFormProps = { create: CreateClient; saved: (client: SavedName) => void; close: () => void }

/** The fields of a new client; what was left blank is not sent. */
export function AddForm({ create, saved, close }: AddFormProps) {
  const anyway = useRef(false)
  const { submit, pending, error, errorOf } = useSubmit((fields) => {
    const allowDuplicate = anyway.current
    anyway.current = false
    return create({ firstName: "", lastName: "", ...typedChanges({}, fields), allowDuplicate })
  }, saved)
  const mayAddAnyway = error?.existing && error.fields.length === 0
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {error?.existing && (
        <Alert
          tone="warn"
          role="alert"
          title={error.message}
          actions={
            mayAddAnyway && (
              // No submit button: Enter in a field presses the first one of its form.
              <Button
                type="button"
                variant="outline"
                size="sm"
                loading={pending}
                onClick={(event) => {
                  anyway.current = true
                  event.currentTarget.form?.requestSubmit()
                }}
              >
                Add anyway
              </Button>
            )
          }
        >
          <ul>
            {error.existing.map(({ id, name, deleted }) => (
              <li key={id}>
                <Link className="link" href={deleted ? "/clients/deleted" : `/clients/${id}`}>
                  {deleted ? `Restore ${name}` : `Open ${name}`}
                </Link>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {!mayAddAnyway && <FormProblem error={error} names={fieldNames} />}
      <ClientFields errorOf={errorOf} />
      <FormButtons label="Add client" pending={pending} close={close} />
    </form>
  )
}
