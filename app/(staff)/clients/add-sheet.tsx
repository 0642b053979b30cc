"use client"
import { useRouter } from "next/navigation"
import { Sheet, SheetContent } from "@/components/ui/sheet"
import { toast } from "@/components/ui/toast"
import { AddForm, type CreateClient } from "./add-form"

type AddSheetProps = {
  open: boolean
  change: (open: boolean) => void
  create: CreateClient
  /** The address opened it, and would not open it again. */
  fromAddress: boolean
}

export function AddSheet({ open, change, create, fromAddress }: AddSheetProps) {
  const router = useRouter()
  const shut = (next: boolean) => {
    change(next)
    if (!next && fromAddress) router.replace("/clients", { scroll: false })
  }
  return (
    <Sheet open={open} onOpenChange={shut} guard="What you typed is not saved yet.">
      <SheetContent title="Add client">
        <AddForm
          create={create}
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
