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

type AddClientProps = { create: CreateClient; startOpen?: boolean }

/** Adds a client and goes to their page. */
export function AddClient({ create, startOpen }: AddClientProps) {
  const router = useRouter()
  // The address that opened it would not open it again.
  const forget = startOpen ? () => router.replace("/clients", { scroll: false }) : undefined
  return (
    <ClientSheet title="Add client" trigger={trigger} startOpen={startOpen} closed={forget}>
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
