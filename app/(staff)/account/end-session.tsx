"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type EndSessionProps = {
  id: string
  device: string
  end: (input: { id: string }) => Promise<Outcome<unknown>>
}

export function EndSession({ id, device, end }: EndSessionProps) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => end({ id }),
      () => toast.success(`Signed out: ${device}.`),
    )
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={act}>
      Sign out<span className="sr-only">: {device}</span>
    </Button>
  )
}

export function EndOtherSessions({
  end,
}: {
  end: (input: Record<string, never>) => Promise<Outcome<unknown>>
}) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => end({}),
      () => toast.success("You are signed in here only."),
    )
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={act}>
      Sign out all others
    </Button>
  )
}
