"use client"
import { Pencil, Unplug } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { DropdownMenuSeparator } from "@/components/ui/dropdown-menu"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { CutOff } from "./cut-off"
import { EditDevice, type UpdateDevice } from "./edit-device"

type DeviceMenuProps = {
  device: { id: string; name: string; station: string; waiting: number; away: boolean }
  update: UpdateDevice
  revoke: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** What an admin may do about a tablet. */
export function DeviceMenu({ device, update, revoke }: DeviceMenuProps) {
  const [dialog, setDialog] = useState<"edit" | "cut off" | null>(null)
  const { pending, run } = useAction()
  const close = () => setDialog(null)
  const cutOff = () =>
    run(
      () => revoke({ id: device.id }),
      () => toast.success(`${device.name} is cut off.`),
    )
  return (
    <>
      <ActionsMenu label={`Actions for ${device.name}`} pending={pending}>
        <MenuAction icon={Pencil} act={() => setDialog("edit")}>
          Edit name and station
        </MenuAction>
        <DropdownMenuSeparator />
        <MenuAction icon={Unplug} tone="destructive" act={() => setDialog("cut off")}>
          Cut off
        </MenuAction>
      </ActionsMenu>
      <EditDevice device={device} open={dialog === "edit"} update={update} close={close} />
      <CutOff device={device} open={dialog === "cut off"} cutOff={cutOff} close={close} />
    </>
  )
}
