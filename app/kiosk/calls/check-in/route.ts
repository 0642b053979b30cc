import { kioskCheckIn } from "@/lib/kiosk/check-in"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(kioskCheckIn)
