"use client"
import { RotateCw } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type RepeatDeliveryProps = { id: string; repeat: (input: { id: string }) => Promise<Outcome<unknown>> }

/** Sends what arrived or was given up once more. */
export function RepeatDelivery({ id, repeat }: RepeatDeliveryProps) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => repeat({ id }),
      () => toast.success("It is on its way again."),
    )
  return (
    <Button loading={pending} onClick={act}>
      <RotateCw aria-hidden />
      Send again
    </Button>
  )
}
