"use client"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import type { Failure, Outcome } from "@/lib/core/outcome"

type Act = (input: { id: string }) => Promise<Outcome<unknown>>

/** Brings a deleted client back, or erases who they were: the one thing that has no way back, so it asks. */
export function DeletedButtons({
  id,
  name,
  restore,
  erase,
}: {
  id: string
  name: string
  restore: Act
  erase: Act
}) {
  const { pending, run } = useAction()
  const router = useRouter()
  const act = (action: Act, success: string) =>
    run(
      () => action({ id }),
      () => toast.success(success),
      refused,
    )
  const refused = ({ message, existing }: Failure) => {
    const [owner] = existing ?? []
    if (!owner) return void toast.error(message)
    toast.error(`${message} It is ${owner.name}.`, {
      action: { label: "Merge the two", onClick: () => router.push(`/clients/${owner.id}/merge/${id}`) },
    })
  }
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      <Button variant="outline" size="sm" loading={pending} onClick={() => act(restore, `${name} is back.`)}>
        Restore<span className="sr-only"> {name}</span>
      </Button>
      <Question
        title={`Erase ${name}'s personal data?`}
        text="Name, contact data, notes and history are replaced for good. The visits stay, without a name. There is no way back."
        label="Erase personal data"
        act={() => act(erase, "The personal data is erased.")}
        trigger={
          <Button variant="destructive" size="sm">
            Erase<span className="sr-only"> {name}</span>
          </Button>
        }
      />
    </span>
  )
}
