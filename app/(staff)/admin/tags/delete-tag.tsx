"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import type { CreateTag } from "./add-tag"
import type { Tag } from "./rename-tag"

type DeleteTagProps = {
  tag: Tag
  remove: (input: { id: string }) => Promise<Outcome<{ clients: number }>>
  create: CreateTag
}

/** A tag that nobody has goes at once, with Undo. Who loses one would not come back, so that is asked. */
export function DeleteTag({ tag: { id, name, clients }, remove, create }: DeleteTagProps) {
  const { run, pending } = useAction()
  const undo = () =>
    run(
      () => create({ name }),
      () => toast.info(`The tag ${name} is back.`),
    )
  const act = () =>
    run(
      () => remove({ id }),
      ({ clients }) =>
        toast.success(
          clients > 0
            ? `The tag ${name} was deleted; ${count(clients, "client")} had it.`
            : `The tag ${name} was deleted.`,
          { action: clients === 0 ? { label: "Undo", onClick: undo } : undefined },
        ),
    )
  const button = (
    <Button variant="ghost" size="sm" loading={pending} onClick={clients === 0 ? act : undefined}>
      Delete<span className="sr-only"> {name}</span>
    </Button>
  )
  if (clients === 0) return button
  return (
    <Question
      title={`Delete the tag ${name}?`}
      text={`${count(clients, "client")} will lose it. There is no way back.`}
      label="Delete tag"
      act={act}
      trigger={button}
    />
  )
}
