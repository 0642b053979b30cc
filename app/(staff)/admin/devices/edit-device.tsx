"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { DeviceFields, deviceFieldNames } from "./device-fields"

export type UpdateDevice = (input: { id: string; name: string; station: string }) => Promise<Outcome<unknown>>

type Device = { id: string; name: string; station: string }
type EditDeviceProps = { device: Device; open: boolean; update: UpdateDevice; close: () => void }

/** Corrects a tablet's name and station. */
export function EditDevice({ open, close, ...form }: EditDeviceProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()} guard="The changes are not saved yet.">
      <DialogContent title="Edit tablet" description="The tablet shows its new name within a minute.">
        <EditDeviceForm {...form} close={close} />
      </DialogContent>
    </Dialog>
  )
}

function EditDeviceForm({ device, update, close }: Omit<EditDeviceProps, "open">) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ name = "", station = "" }) => update({ id: device.id, name, station }),
    () => {
      close()
      toast.success("Saved.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={deviceFieldNames} />
      <DeviceFields device={device} errorOf={errorOf} />
      <FormButtons label="Save" pending={pending} close={close} />
    </form>
  )
}
