"use client"
import { useRouter } from "next/navigation"
import { useRef } from "react"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import type { Failure, Outcome } from "@/lib/core/outcome"
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
    whenHere: "enter" | "ask"
  }) => Promise<Outcome<CheckInAnswer>>
  takeBack: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** So long the desk sees what to say: the longer, the more there is to say. */
const secondsFor: Record<Status, number> = { expired: 14, expiring: 12, pending: 12, none: 12, active: 10 }

/**
 * Checks a client in and tells the desk about it, with Undo. One key serves until the server has answered, so that
 * pressing again after a lost answer never makes a second visit.
 */
export function useCheckIn({ checkIn, takeBack }: CheckInActions) {
  const { pending, run: act } = useAction()
  const key = useRef<string | null>(null)
  const router = useRouter()

  const run = (clientId: string, after?: () => void, whenHere: "enter" | "ask" = "ask") => {
    key.current ??= crypto.randomUUID()
    const input = { clientId, station: "Front Desk", idempotencyKey: key.current, whenHere }
    act(
      () => checkIn(input),
      (answer) => {
        key.current = null
        tell(answer, clientId)
        after?.()
      },
      (error) => refused(error, () => run(clientId, after, "enter")),
    )
  }

  const tell = ({ visit, coverage, message, duplicate }: CheckInAnswer, clientId: string) => {
    const { status } = coverage
    const say = duplicate || status !== "active" ? toast.warning : toast.success
    const undoing = { label: "Undo", onClick: () => undo(visit.id, clientId) }
    // What did nothing has nothing to undo: that would take the visit from before.
    const opening = { label: "Open", onClick: () => router.push(`/clients/${clientId}`) }
    say(message, {
      id: `check-in-${visit.id}`,
      seconds: secondsFor[status],
      action: duplicate ? opening : undoing,
    })
  }

  const refused = ({ message, fields }: Failure, enter: () => void) => {
    if (!fields.some(({ field }) => field === "whenHere")) return void toast.error(message)
    toast.warning(`${message} Start a second visit?`, {
      seconds: 20,
      action: { label: "Second visit", onClick: enter },
    })
  }

  const undo = (id: string, clientId: string) =>
    act(
      () => takeBack({ id }),
      () =>
        toast.info("The check-in was undone.", { action: { label: "Redo", onClick: () => run(clientId) } }),
    )

  return { run, pending }
}
