import { unpairTablet } from "@/lib/kiosk/unlock"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(unpairTablet, { limit: "wrongPins" })
