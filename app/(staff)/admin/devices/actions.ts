"use server"
import { revokeDevice, updateDevice } from "@/lib/kiosk/devices"
import { makePairingCode } from "@/lib/kiosk/pairing-code"
import { callAction } from "@/lib/web/call-action"

export const makePairingCodeAction = callAction(makePairingCode)
export const updateDeviceAction = callAction(updateDevice)
export const revokeDeviceAction = callAction(revokeDevice)
