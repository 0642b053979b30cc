"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import { fieldNames } from "@/lib/clients/names"
import type { ClientChanges, ClientField } from "@/lib/clients/schema"
import type { Outcome } from "@/lib/core/outcome"

type Update = (input: { id: string; changes: ClientChanges }) => Promise<Outcome<unknown>>
type ClearValueProps = { id: string; name: string; field: ClientField; value: string; update: Update }

/** Empties one field of a client, with Undo. */
export function ClearValue({ id, name, field, value, update }: ClearValueProps) {
  const { pending, run } = useAction()
  const set = (to: string | null, done: () => void) =>
    run(() => update({ id, changes: { [field]: to } }), done)
  const clear = () =>
    set(null, () =>
      toast.success(`${fieldNames[field]} of ${name} is empty now.`, {
        action: { label: "Undo", onClick: () => set(value, () => toast.info("It is back.")) },
      }),
    )
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={clear}>
      Clear
      <span className="sr-only">
        {" "}
        {fieldNames[field]} of {name}
      </span>
    </Button>
  )
}
