"use client"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { useSubmit } from "@/components/forms/use-submit"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { defaultSettings, type SettingName, type Settings } from "@/lib/settings/schema"
import { sameSetting } from "@/lib/settings/words"

type Some = Partial<Settings>
/** What was typed, before the server has made settings of it. */
export type Typed = Partial<Record<SettingName, unknown>>

export type SaveSettings = (input: { changes: Some; was: Some }) => Promise<Outcome<Some>>

/**
 * A form over a few settings as they are `now`. What somebody else saves meanwhile is taken over while nothing is
 * typed; later, saving is refused once and shows both.
 */
export function useSettings<N extends SettingName>(
  label: string,
  now: Pick<Settings, N>,
  save: SaveSettings,
  read: (fields: Record<string, string>) => Record<N, unknown>,
) {
  const router = useRouter()
  const [base, setBase] = useState(now)
  const [given, setGiven] = useState(now)
  const [dirty, setDirty] = useState(false)
  const [round, setRound] = useState(0)
  const [typed, setTyped] = useState<Typed | null>(null)
  const [undone, setUndone] = useState(false)
  const { run, pending: resetting } = useAction()

  const show = (values: Pick<Settings, N>) => {
    setBase(values)
    setDirty(false)
    setRound(round + 1)
  }
  // Undone at once, a change may come and go between two looks at what is so now.
  if (undone || !sameSetting(given, now)) {
    setUndone(false)
    setGiven(now)
    if (!dirty && !sameSetting(base, now)) show(now)
  }

  const tell = (before: Some, after: Some) => {
    const undo = () =>
      run(
        () => save({ changes: before, was: after }),
        () => {
          setUndone(true)
          toast.info(`${label}: as it was before.`)
        },
      )
    toast.success(`${label} saved.`, { action: { label: "Undo", onClick: undo } })
  }

  const form = useSubmit(
    async (fields) => {
      const wanted = read(fields)
      // Somebody else's values count as read once they were shown beside what was typed.
      const was = typed ? now : base
      const outcome = await save({ changes: wanted as Some, was })
      const stale = !outcome.ok && outcome.error.kind === "stale"
      setTyped(stale ? wanted : null)
      if (stale) router.refresh()
      return outcome.ok ? { ok: true as const, data: { before: was, after: outcome.data } } : outcome
    },
    ({ before, after }) => {
      setBase(after as Pick<Settings, N>)
      setDirty(false)
      if (sameSetting(before, after)) toast.info(`${label}: nothing was changed.`)
      else tell(before, after)
    },
  )

  const names = Object.keys(now) as N[]
  const usual = Object.fromEntries(names.map((name) => [name, defaultSettings[name]])) as Pick<Settings, N>
  const reset = () =>
    run(
      () => save({ changes: usual, was: now }),
      () => {
        show(usual)
        form.clear()
        setTyped(null)
        tell(now, usual)
      },
    )
  return {
    ...form,
    base,
    round,
    typed,
    touch: () => setDirty(true),
    reset: sameSetting(now, usual) ? null : reset,
    resetting,
  }
}
