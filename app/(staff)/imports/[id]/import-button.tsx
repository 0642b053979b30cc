"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"

type ImportButtonProps = {
  id: string
  rows: number
  start: (input: { id: string }) => Promise<Outcome<unknown>>
}

export function ImportButton({ id, rows, start }: ImportButtonProps) {
  const { pending, run } = useAction()
  return (
    <Button loading={pending} onClick={() => run(() => start({ id }))}>
      Import {count(rows, "row")}
    </Button>
  )
}
