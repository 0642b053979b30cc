import { lookUp } from "@/lib/kiosk/look-up"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(lookUp, { limit: "kioskLookUps", steadyMs: 300 })
