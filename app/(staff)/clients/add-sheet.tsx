"use client"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { Sheet, SheetContent } from "@/components/ui/sheet"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { AddForm, type CreateClient } from "./add-form"

type AddSheetProps = {
  open: boolean
  change: (open: boolean) => void
  create: CreateClient
  restore: RestoreClient
  /** The address opened it, and would not open it again. */
  fromAddress: boolean
}

export type RestoreClient = (input: { id: string }) => Promise<Outcome<unknown>>

export function AddSheet({ open, change, create, restore, fromAddress }: AddSheetProps) {
  const router = useRouter()
  const { run } = useAction()
  const shut = (next: boolean) => {
    change(next)
    if (!next && fromAddress) router.replace("/clients", { scroll: false })
  }
  return (
    <Sheet open={open} onOpenChange={shut} guard="What you typed is not saved yet.">
      <SheetContent title="Add client">
        <AddForm
          create={create}
          restore={(id) =>
            run(
              () => restore({ id }),
              () => {
                shut(false)
                toast.success("The client is back.")
                router.push(`/clients/${id}`)
              },
            )
          }
          close={() => shut(false)}
          saved={({ id, firstName, lastName }) => {
            shut(false)
            toast.success(`${firstName} ${lastName} was added.`)
            router.push(`/clients/${id}`)
          }}
        />
      </SheetContent>
    </Sheet>
  )
}
