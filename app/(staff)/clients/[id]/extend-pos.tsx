"use client"
import { useState } from "react"
import type { SavedClient } from "@/components/clients/client-values"
import { EditForm } from "@/components/clients/edit-form"
import type { UpdateClient } from "@/components/clients/use-client-update"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import { fieldNames } from "@/lib/clients/names"
import { formatDate } from "@/lib/core/format"

type ExtendPosProps = {
  client: SavedClient
  /** The proposed new end; blank when there is no POS period to go by. */
  proposal: string
  update: UpdateClient
}

/** The next authorization of the regional center: a new end of the POS, which is proposed. */
export function ExtendPos({ client, proposal, update }: ExtendPosProps) {
  const [open, setOpen] = useState(false)
  const { posStartDate, posEndDate } = client
  const close = () => setOpen(false)
  const label = posEndDate ? "Extend POS" : "Set POS dates"
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The POS dates are not saved yet.">
      <DialogTrigger>
        <Button variant="link" size="sm">
          {label}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={label}
        description={posEndDate ? `The POS now ends on ${formatDate(posEndDate)}.` : undefined}
      >
        <EditForm
          client={client}
          update={update}
          close={close}
          saved={(saved) => {
            close()
            toast.success(saved.posEndDate ? `The POS ends on ${formatDate(saved.posEndDate)}.` : "Saved.")
          }}
        >
          {(base, errorOf) => (
            <>
              {!posStartDate && (
                <Field name="posStartDate" label={fieldNames.posStartDate} error={errorOf("posStartDate")}>
                  <Input type="date" defaultValue={base.posStartDate ?? ""} />
                </Field>
              )}
              <Field
                name="posEndDate"
                label={posEndDate ? "New POS end" : fieldNames.posEndDate}
                help={proposal && "Proposed: as long again as the POS that ends."}
                error={errorOf("posEndDate")}
              >
                <Input type="date" defaultValue={proposal} />
              </Field>
            </>
          )}
        </EditForm>
      </DialogContent>
    </Dialog>
  )
}
