"use client"
import { useRef } from "react"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { Status } from "@/lib/coverage/status"

export type CheckInAnswer = {
  visit: { id: string; removal: string | null }
  coverage: { status: Status }
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
  const { pending, run: act } = useAction()
  const key = useRef<string | null>(null)

  const run = (clientId: string, after?: () => void) => {
    key.current ??= crypto.randomUUID()
    const input = { clientId, station: "Front Desk", idempotencyKey: key.current }
    act(
      () => checkIn(input),
      (answer) => {
        key.current = null
        tell(answer)
        after?.()
      },
    )
  }

  const tell = ({ visit, coverage, message, duplicate }: CheckInAnswer) => {
    const { status } = coverage
    const say = duplicate || status !== "active" ? toast.warning : toast.success
    say(message, {
      id: `check-in-${visit.id}`,
      seconds: secondsFor[status],
      action: visit.removal ? undefined : { label: "Undo", onClick: () => undo(visit.id) },
    })
  }

  const undo = (id: string) =>
    act(
      () => takeBack({ id }),
      () => toast.info("The check-in was undone."),
    )

  return { run, pending }
}
