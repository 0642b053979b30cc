"use client"
import { LogOut, Undo2 } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { Button, type ButtonVariants } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Act = (input: { id: string }) => Promise<Outcome<unknown>>
type VisitProps = { id: string; name: string; size?: ButtonVariants["size"] }

/** Ends a visit now. */
export function CheckOutButton({ id, name, size = "sm", checkOut }: VisitProps & { checkOut: Act }) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => checkOut({ id }),
      () => toast.success(`${name} is checked out.`),
    )
  return (
    <Button variant="outline" size={size} loading={pending} onClick={act}>
      <LogOut aria-hidden />
      Check out<span className="sr-only"> {name}</span>
    </Button>
  )
}

/** Takes a check-in of the last minutes back. */
export function UndoButton({ id, name, size = "sm", takeBack }: VisitProps & { takeBack: Act }) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => takeBack({ id }),
      () => toast.info("The check-in was undone."),
    )
  return (
    <Button variant="ghost" size={size} loading={pending} onClick={act}>
      <Undo2 aria-hidden />
      Undo<span className="sr-only"> the check-in of {name}</span>
    </Button>
  )
}
