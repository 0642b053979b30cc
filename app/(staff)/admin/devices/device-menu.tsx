"use client"
import { EllipsisVertical, Pencil, Unplug } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu"
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
      <DropdownMenu>
        <DropdownMenuTrigger>
          <Button variant="ghost" size="icon" loading={pending} aria-label={`Actions for ${device.name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setDialog("edit")}>
            <Pencil aria-hidden />
            Edit name and station
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="destructive" onSelect={() => setDialog("cut off")}>
            <Unplug aria-hidden />
            Cut off
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <EditDevice device={device} open={dialog === "edit"} update={update} close={close} />
      <CutOff device={device} open={dialog === "cut off"} cutOff={cutOff} close={close} />
    </>
  )
}
