"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type RevokeKeyProps = {
  id: string
  name: string
  revoke: (input: { id: string }) => Promise<Outcome<unknown>>
}

export function RevokeKey({ id, name, revoke }: RevokeKeyProps) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => revoke({ id }),
      () => toast.success(`The key ${name} is revoked.`),
    )
  return (
    <Question
      title={`Revoke the key ${name}?`}
      text="Whatever uses it stops working at once. There is no way back; make a new key instead."
      label="Revoke key"
      act={act}
      trigger={
        <Button variant="ghost" size="sm" loading={pending}>
          Revoke<span className="sr-only"> {name}</span>
        </Button>
      }
    />
  )
}
