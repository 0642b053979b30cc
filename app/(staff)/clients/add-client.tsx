"use client"
import { UserPlus } from "lucide-react"
import { useRouter } from "next/navigation"
import { ClientSheet } from "@/components/clients/client-sheet"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import { AddForm, type CreateClient } from "./add-form"

const trigger = (
  <Button>
    <UserPlus aria-hidden />
    Add client
  </Button>
)

/** Adds a client and goes to their page. */
export function AddClient({ create }: { create: CreateClient }) {
  const router = useRouter()
  return (
    <ClientSheet title="Add client" trigger={trigger}>
      {(close) => (
        <AddForm
          create={create}
          close={close}
          saved={({ id, firstName, lastName }) => {
            close()
            toast.success(`${firstName} ${lastName} was added.`)
            router.push(`/clients/${id}`)
          }}
        />
      )}
    </ClientSheet>
  )
}
