import "server-only"
import { cache } from "react"
import { kioskAlerts } from "@/lib/kiosk/calls"
import { read } from "@/lib/web/read"

/** What tablets ask of the desk, read once for the frame and for the page in it. */
export const alertsNow = cache(() => read(kioskAlerts, {}))
