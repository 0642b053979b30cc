"use client"
import { useState } from "react"
import { attempt } from "@/components/forms/attempt"
import { useSubmit } from "@/components/forms/use-submit"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { FollowUp } from "@/lib/memberships/follow-up-records"

export type Ending = { clientId: string; coverageEndsOn: string }
type Done = { contactedOn: string | null; promised: boolean; note: string | null }

export type FollowUpActions = {
  save: (input: Ending & Done & { version: string | null }) => Promise<Outcome<FollowUp | null>>
  find: (input: Ending) => Promise<Outcome<FollowUp | null>>
}

/**
 * The form over what was done about a renewal. When somebody else wrote in between it fetches theirs, so that the
 * next submit is meant in full knowledge; the page is left alone, because the client may not be on it any more.
 */
export function useFollowUp(
  ending: Ending,
  name: string,
  read: FollowUp | null,
  { save, find }: FollowUpActions,
  close: () => void,
) {
  const [latest, setLatest] = useState(read)
  const form = useSubmit(
    async ({ contactedOn, promised, note }) => {
      const done = { contactedOn: contactedOn || null, promised: promised === "on", note: note || null }
      const outcome = await save({ ...ending, ...done, version: latest?.version ?? null })
      if (outcome.ok || outcome.error.kind !== "stale") return outcome
      const found = await find(ending)
      if (found.ok) setLatest(found.data)
      return outcome
    },
    (saved) => {
      close()
      toast.success(`Saved for ${name}.`, { action: { label: "Undo", onClick: () => undo(saved) } })
    },
  )

  async function undo(saved: FollowUp | null) {
    const { contactedOn, promised, note } = latest ?? { contactedOn: null, promised: false, note: null }
    const before = { ...ending, contactedOn, promised, note, version: saved?.version ?? null }
    const outcome = await attempt(() => save(before))
    if (outcome.ok) toast.info(`${name} is as before.`)
    else toast.error(outcome.error.message)
  }

  return { ...form, theirs: form.error?.kind === "stale" ? { latest } : null }
}
