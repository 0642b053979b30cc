"use client"
import { useAction } from "@/components/forms/use-action"
import { useKeptFocus } from "@/components/forms/use-kept-focus"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"

type MakeCardsProps = {
  /** The clients who have no card. */
  clientIds: string[]
  issue: (input: { clientIds: string[] }) => Promise<Outcome<unknown>>
}

/** Opening the page makes nothing; this button does. */
export function MakeCards({ clientIds, issue }: MakeCardsProps) {
  const { pending, run } = useAction()
  const missing = clientIds.length
  useKeptFocus(missing > 0)
  if (missing === 0) return null
  const act = () =>
    run(
      () => issue({ clientIds }),
      () => toast.success(missing === 1 ? "1 card is made." : `${missing} cards are made.`),
    )
  return (
    <Alert
      className="items-center"
      title={`${count(missing, "client")} ${missing === 1 ? "has" : "have"} no card yet.`}
      actions={
        <Button loading={pending} onClick={act}>
          Make {count(missing, "card")}
        </Button>
      }
    />
  )
}
