import { callStaff } from "@/lib/kiosk/call-staff"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(callStaff)
