import { kioskCheckOut } from "@/lib/kiosk/check-out"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(kioskCheckOut)
