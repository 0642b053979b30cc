"use client"
import { useRouter } from "next/navigation"
import { useRef, useState } from "react"
import { useSubmit } from "@/components/forms/use-submit"
import type { ClientChanges } from "@/lib/clients/schema"
import type { Outcome } from "@/lib/core/outcome"
import { clashes, type SavedClient, typedChanges } from "./client-values"

export type SavedName = { id: string; firstName: string; lastName: string; posEndDate: string | null }

export type UpdateClient = (input: {
  id: string
  changes: ClientChanges
  version: number
}) => Promise<Outcome<SavedName>>

/**
 * A form over a saved client. It sends only what was changed since it was opened; when somebody else saved in
 * between it fetches theirs, so that the next submit is meant in full knowledge.
 */
export function useClientUpdate(client: SavedClient, update: UpdateClient, done: (saved: SavedName) => void) {
  const [base] = useState(client)
  const [typed, setTyped] = useState<ClientChanges>({})
  const router = useRouter()
  const told = useRef(false)
  const form = useSubmit(async (fields) => {
    const changes = typedChanges(base, fields)
    setTyped(changes)
    // The page may have been renewed below the form; only who was told of a conflict saves over what is new.
    const { version } = told.current ? client : base
    const outcome = await update({ id: client.id, changes, version })
    if (!outcome.ok && outcome.error.kind === "stale") {
      told.current = true
      router.refresh()
    }
    return outcome
  }, done)
  const conflict = form.error?.kind === "stale" ? clashes(base, client, typed) : null
  return { ...form, base, conflict }
}
