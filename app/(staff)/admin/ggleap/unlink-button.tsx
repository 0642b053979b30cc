"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type LinkedTo = { clientId: string; ggleapUserId: string }

export type Unlink = (input: { clientId: string }) => Promise<Outcome<{ ggleapUserId: string }>>
export type LinkOne = (input: LinkedTo) => Promise<Outcome<{ ggleapName: string }>>

type UnlinkButtonProps = {
  clientId: string
  name: string
  ggleapName: string
  unlink: Unlink
  link: LinkOne
}

/** Asks, because the client is not looked after any more; then it can still be taken back. */
export function UnlinkButton({ clientId, name, ggleapName, unlink, link }: UnlinkButtonProps) {
  const { pending, run } = useAction()
  const undo = (ggleapUserId: string) =>
    run(
      () => link({ clientId, ggleapUserId }),
      () => toast.info(`${name} is linked to ${ggleapName} again.`),
    )
  const act = () =>
    run(
      () => unlink({ clientId }),
      ({ ggleapUserId }) =>
        toast.success(`${name} is not linked any more.`, {
          action: { label: "Undo", onClick: () => undo(ggleapUserId) },
        }),
    )
  return (
    <Question
      title={`Unlink ${name}?`}
      text={`${ggleapName} stays in the group they are in now, and is not moved from then on.`}
      label="Unlink"
      variant="primary"
      act={act}
      trigger={
        <Button variant="ghost" size="sm" loading={pending}>
          Unlink<span className="sr-only"> {name}</span>
        </Button>
      }
    />
  )
}
