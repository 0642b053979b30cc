"use client"
import { LogOut, Undo2 } from "lucide-react"
import { useTransition } from "react"
import { attempt } from "@/components/forms/use-submit"
import { Button, type ButtonVariants } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Act = (input: { id: string }) => Promise<Outcome<unknown>>
type VisitProps = { id: string; name: string; size?: ButtonVariants["size"] }

/** Ends a visit now. */
export function CheckOutButton({ id, name, size = "sm", checkOut }: VisitProps & { checkOut: Act }) {
  const [pending, act] = useVisitAction(checkOut, `${name} is checked out.`)
  return (
    <Button variant="outline" size={size} loading={pending} onClick={() => act(id)}>
      <LogOut aria-hidden />
      Check out<span className="sr-only"> {name}</span>
    </Button>
  )
}

/** Takes a check-in of the last minutes back. */
export function UndoButton({ id, name, size = "sm", takeBack }: VisitProps & { takeBack: Act }) {
  const [pending, act] = useVisitAction(takeBack, "The check-in was undone.")
  return (
    <Button variant="ghost" size={size} loading={pending} onClick={() => act(id)}>
      <Undo2 aria-hidden />
      Undo<span className="sr-only"> the check-in of {name}</span>
    </Button>
  )
}

function useVisitAction(action: Act, success: string) {
  const [pending, start] = useTransition()
  const act = (id: string) =>
    start(async () => {
      const outcome = await attempt(() => action({ id }))
      if (outcome.ok) toast.success(success)
      else toast.error(outcome.error.message)
    })
  return [pending, act] as const
}
