"use client"
import { useRef, useTransition } from "react"
import { attempt } from "@/components/forms/use-submit"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { Status } from "@/lib/coverage/status"

export type CheckInAnswer = {
  visit: { id: string; removal: string | null }
  client: { coverage: { status: Status } }
  message: string
  duplicate: boolean
}

export type CheckInActions = {
  checkIn: (input: {
    clientId: string
    station?: string
    idempotencyKey: string
  }) => Promise<Outcome<CheckInAnswer>>
  takeBack: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** So long the desk sees what to say: the longer, the more there is to say. */
const secondsFor: Record<Status, number> = { expired: 8, expiring: 6, pending: 6, none: 6, active: 5 }

/**
 * Checks a client in and tells the desk about it, with Undo. One key serves until the server has answered, so that
 * pressing again after a lost answer never makes a second visit.
 */
export function useCheckIn({ checkIn, takeBack }: CheckInActions) {
  const [pending, start] = useTransition()
  const key = useRef<string | null>(null)

  const run = (clientId: string, after?: () => void) =>
    start(async () => {
      key.current ??= crypto.randomUUID()
      const idempotencyKey = key.current
      const outcome = await attempt(() => checkIn({ clientId, station: "Front Desk", idempotencyKey }))
      if (!outcome.ok) return failed(outcome.error.message)
      key.current = null
      tell(outcome.data)
      after?.()
    })

  const tell = ({ visit, client, message, duplicate }: CheckInAnswer) => {
    const { status } = client.coverage
    const say = duplicate || status !== "active" ? toast.warning : toast.success
    say(message, {
      id: `check-in-${visit.id}`,
      seconds: secondsFor[status],
      action: visit.removal ? undefined : { label: "Undo", onClick: () => undo(visit.id) },
    })
  }

  const undo = (id: string) =>
    start(async () => {
      const outcome = await attempt(() => takeBack({ id }))
      if (!outcome.ok) return failed(outcome.error.message)
      toast.info("The check-in was undone.", { id: `check-in-${id}` })
    })

  return { run, undo, pending }
}

function failed(message: string) {
  toast.error(message)
}
