"use client"
import { Pencil } from "lucide-react"
import { useState } from "react"
import { NotesField } from "@/components/clients/client-fields"
import type { SavedClient } from "@/components/clients/client-values"
import { EditForm } from "@/components/clients/edit-form"
import type { UpdateClient } from "@/components/clients/use-client-update"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"

type NotesDialogProps = { client: SavedClient; update: UpdateClient }

/** What the front desk may edit of a client: the notes, and nothing else. */
export function NotesDialog({ client, update }: NotesDialogProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const saved = () => {
    close()
    toast.success("Notes saved.")
  }
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The notes you typed are not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          <Pencil aria-hidden />
          Edit notes
        </Button>
      </DialogTrigger>
      <DialogContent title="Edit notes">
        <EditForm client={client} update={update} saved={saved} close={close}>
          {(base, errorOf) => <NotesField value={base.notes} error={errorOf("notes")} />}
        </EditForm>
      </DialogContent>
    </Dialog>
  )
}
