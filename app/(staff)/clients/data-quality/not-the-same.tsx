"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import type { Outcome } from "@/lib/core/outcome"

type NotTheSameProps = {
  ids: [string, string]
  name: string
  tell: (input: { id: string; otherId: string }) => Promise<Outcome<unknown>>
}

/** Takes a pair off the list: these are two people. */
export function NotTheSame({ ids: [id, otherId], name, tell }: NotTheSameProps) {
  const { pending, run } = useAction()
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={() => run(() => tell({ id, otherId }))}>
      Two people<span className="sr-only">: {name} and the other</span>
    </Button>
  )
}
