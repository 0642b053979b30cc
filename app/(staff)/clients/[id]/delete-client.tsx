"use client"
import { Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTransition } from "react"
import { attempt } from "@/components/forms/use-submit"
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
  const [pending, start] = useTransition()
  const undo = async () => {
    const outcome = await attempt(() => restore({ id }))
    if (!outcome.ok) return toast.error(outcome.error.message)
    toast.info(`${name} is back.`, { id: `delete-${id}` })
    router.push(`/clients/${id}`)
  }
  const act = () =>
    start(async () => {
      const outcome = await attempt(() => remove({ id }))
      if (!outcome.ok) {
        toast.error(outcome.error.message)
        return
      }
      toast.success(`${name} was deleted.`, { id: `delete-${id}`, action: { label: "Undo", onClick: undo } })
      router.push("/clients")
    })
  return (
    <div>
      <Button variant="destructive" size="sm" loading={pending} onClick={act}>
        <Trash2 aria-hidden />
        Delete client
      </Button>
    </div>
  )
}
