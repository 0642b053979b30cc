import { env } from "@/lib/env"
import { unlockTablet } from "@/lib/kiosk/unlock"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(unlockTablet, {
  limit: "wrongPins",
  present: (who) => ({ ...who, appUrl: env().APP_URL }),
})
