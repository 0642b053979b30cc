import { pairDevice } from "@/lib/kiosk/pair"
import { keepCredential } from "@/lib/web/kiosk-device"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(pairDevice, {
  limit: "wrongPairings",
  present: async ({ token }) => {
    await keepCredential(token)
    return {}
  },
})
