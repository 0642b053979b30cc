"use client"
import type { ReactNode } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { fieldNames } from "@/lib/clients/names"
import type { SavedClient } from "./client-values"
import { ConflictNotice } from "./conflict-notice"
import { type SavedName, type UpdateClient, useClientUpdate } from "./use-client-update"

type EditFormProps = {
  client: SavedClient
  update: UpdateClient
  saved: (client: SavedName) => void
  close: () => void
  children: (base: SavedClient, errorOf: (field: string) => string | undefined) => ReactNode
}

/** Fields of a saved client with Save and Cancel; a conflict is shown on top and loses nothing typed. */
export function EditForm({ client, update, saved, close, children }: EditFormProps) {
  const { submit, pending, error, errorOf, base, conflict } = useClientUpdate(client, update, saved)
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {conflict ? <ConflictNotice clashes={conflict} /> : <FormProblem error={error} names={fieldNames} />}
      {children(base, errorOf)}
      <FormButtons label={conflict ? "Save my changes" : "Save"} pending={pending} close={close} />
    </form>
  )
}
