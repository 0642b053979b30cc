"use client"
import { useCallback, useEffect, useRef } from "react"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { KioskAlerts } from "@/lib/kiosk/calls"
import { ring } from "./ring"

type Call = KioskAlerts["calls"][number]
export type Acknowledge = (input: {
  id: string
}) => Promise<Outcome<{ station: string; by: string | null; byMe: boolean }>>

const toastOf = (id: string) => `kiosk-call-${id}`

/**
 * A message for each call, which stays until somebody answers the call, here or on another screen; a new one is heard,
 * once. Those that were there when the page was opened are only shown.
 */
export function useCalls(calls: Call[], acknowledge: Acknowledge) {
  const { run } = useAction()
  const heard = useRef(new Set(calls.map(({ id }) => id)))
  const shown = useRef(new Set<string>())
  const answered = useRef(new Set<string>())

  const leave = useCallback((id: string) => {
    shown.current.delete(id)
    toast.dismiss(toastOf(id))
  }, [])

  const answer = (id: string) =>
    run(
      () => acknowledge({ id }),
      ({ station, by, byMe }) => {
        answered.current.add(id)
        leave(id)
        toast.success(byMe ? `${station} says that somebody is coming.` : `${by} goes to ${station} already.`)
      },
    )

  useEffect(() => {
    const open = calls.filter(({ id }) => !answered.current.has(id))
    for (const id of shown.current) if (!open.some((call) => call.id === id)) leave(id)
    for (const { id, station, since } of open) {
      if (shown.current.has(id)) continue
      shown.current.add(id)
      toast.info(`${station}: somebody asks for help`, {
        id: toastOf(id),
        description: `Since ${since}`,
        stays: true,
        action: { label: "I'm coming", onClick: () => answer(id) },
      })
    }
    const unheard = open.filter(({ id }) => !heard.current.has(id))
    for (const { id } of unheard) heard.current.add(id)
    if (unheard.length > 0) ring()
  })

  useEffect(
    () => () => {
      for (const id of shown.current) leave(id)
    },
    [leave],
  )
}
