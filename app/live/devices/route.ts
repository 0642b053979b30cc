import { listDevices } from "@/lib/kiosk/devices"
import { liveRoute } from "@/lib/web/live-route"

export const GET = liveRoute(listDevices)
