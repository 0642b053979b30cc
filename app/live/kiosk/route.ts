import { kioskAlerts } from "@/lib/kiosk/calls"
import { liveRoute } from "@/lib/web/live-route"

export const GET = liveRoute(kioskAlerts)
