"use client"
import { useEffect, useRef, useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { KioskAlerts } from "@/lib/kiosk/calls"
import { ring } from "./ring"

export type Call = KioskAlerts["calls"][number]
export type Acknowledge = (input: {
  id: string
}) => Promise<Outcome<{ station: string; by: string | null; byMe: boolean }>>

const toastOf = (id: string) => `kiosk-call-${id}`

/**
 * The calls that nobody has answered, and how to answer one. A call that comes while the page is open is heard and told
 * by a message, once; the message goes when the call is answered, here or on another screen.
 */
export function useCalls(calls: Call[], acknowledge: Acknowledge) {
  const { run } = useAction()
  const [answered, setAnswered] = useState<string[]>([])
  const told = useRef(new Set(calls.map(({ id }) => id)))
  const open = calls.filter(({ id }) => !answered.includes(id))

  const answer = (id: string) =>
    run(
      () => acknowledge({ id }),
      ({ station, by, byMe }) => {
        setAnswered((before) => [...before, id])
        toast.success(byMe ? `${station} says that somebody is coming.` : `${by} goes to ${station} already.`)
      },
    )

  useEffect(() => {
    for (const id of told.current) if (!open.some((call) => call.id === id)) toast.dismiss(toastOf(id))
    const fresh = open.filter(({ id }) => !told.current.has(id))
    for (const { id, station } of fresh) {
      told.current.add(id)
      toast.info(inWords(station), {
        id: toastOf(id),
        seconds: 6,
        action: { label: "I'm coming", onClick: () => answer(id) },
      })
    }
    if (fresh.length > 0) ring()
  })
  return { open, answer }
}

/** What is said of a call from there. */
export const inWords = (station: string) => `${station}: somebody asks for help`
