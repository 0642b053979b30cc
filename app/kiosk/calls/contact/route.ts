import { contact } from "@/lib/kiosk/state"
import { renewCredential } from "@/lib/web/kiosk-device"
import { kioskRoute } from "@/lib/web/kiosk-route"
import { stateForTablet } from "@/lib/web/kiosk-state"

export const POST = kioskRoute(contact, {
  present: async ({ call, ...known }) => {
    await renewCredential()
    return { ...(await stateForTablet(known)), call }
  },
})
