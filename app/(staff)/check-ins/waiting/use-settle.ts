"use client"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { toast } from "@/components/ui/toast"
import { listed } from "@/lib/core/format"
import type { Failure, Outcome } from "@/lib/core/outcome"

type Settled = { people: { firstName: string; duplicate: boolean }[] }

export type SettleActions = {
  settle: (input: { id: string; clientIds: string[] }) => Promise<Outcome<Settled>>
  dismiss: (input: { id: string; reason: string }) => Promise<Outcome<unknown>>
  reopen: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** Settles one entry and says so, with Undo. Where somebody else was first, the list is read anew. */
export function useSettle(id: string, { settle, reopen }: SettleActions) {
  const router = useRouter()
  const { pending, run } = useAction()
  const refused = ({ kind, message }: Failure) => {
    toast.error(message)
    if (kind === "conflict" || kind === "not_found") router.refresh()
  }
  const undo = () =>
    run(
      () => reopen({ id }),
      () => toast.info("The entry waits again."),
      refused,
    )
  const tell = (message: string) => void toast.success(message, { action: { label: "Undo", onClick: undo } })
  return {
    pending,
    refused,
    settle: (clientIds: string[]) =>
      run(
        () => settle({ id, clientIds }),
        ({ people }) => tell(inWords(people)),
        refused,
      ),
    dismissed: () => tell("The entry is dismissed."),
  }
}

function inWords(people: Settled["people"]): string {
  const names = (duplicate: boolean) =>
    people.filter((one) => one.duplicate === duplicate).map((one) => one.firstName)
  const [made, there] = [names(false), names(true)]
  return [
    made.length > 0 && `${listed(made)} ${made.length === 1 ? "is" : "are"} checked in.`,
    there.length > 0 && `${listed(there)} ${there.length === 1 ? "was" : "were"} checked in already.`,
  ]
    .filter(Boolean)
    .join(" ")
}
