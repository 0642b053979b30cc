"use client"
import { Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Act = (input: { id: string }) => Promise<Outcome<unknown>>

/** Deletes at once, with Undo: attendance is kept, and an admin can restore the client later, too. */
export function DeleteClient({
  id,
  name,
  remove,
  restore,
}: {
  id: string
  name: string
  remove: Act
  restore: Act
}) {
  const router = useRouter()
  const { pending, run } = useAction()
  const undo = () =>
    run(
      () => restore({ id }),
      () => {
        toast.info(`${name} is back.`)
        router.push(`/clients/${id}`)
      },
    )
  const act = () =>
    run(
      () => remove({ id }),
      () => {
        const action = { label: "Undo", onClick: undo }
        toast.success(`${name} was deleted.`, { action })
        router.push("/clients")
      },
    )
  return (
    <div>
      <Button variant="destructive" size="sm" loading={pending} onClick={act}>
        <Trash2 aria-hidden />
        Delete client
      </Button>
    </div>
  )
}
