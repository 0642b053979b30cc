"use client"
import { Pencil } from "lucide-react"
import { ClientFields } from "@/components/clients/client-fields"
import { ClientSheet } from "@/components/clients/client-sheet"
import type { SavedClient } from "@/components/clients/client-values"
import { EditForm } from "@/components/clients/edit-form"
import type { UpdateClient } from "@/components/clients/use-client-update"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"

type EditClientProps = { client: SavedClient; update: UpdateClient; startOpen: boolean }

const trigger = (
  <Button variant="outline" size="sm">
    <Pencil aria-hidden />
    Edit
  </Button>
)

/** Edits everything about a client. */
export function EditClient({ client, update, startOpen }: EditClientProps) {
  return (
    <ClientSheet title="Edit client" trigger={trigger} startOpen={startOpen}>
      {(close) => (
        <EditForm
          client={client}
          update={update}
          close={close}
          saved={() => {
            close()
            toast.success("Saved.")
          }}
        >
          {(base, errorOf) => <ClientFields values={base} errorOf={errorOf} />}
        </EditForm>
      )}
    </ClientSheet>
  )
}
