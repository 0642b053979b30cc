import { sync } from "@/lib/kiosk/sync"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(sync)
