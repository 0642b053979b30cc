import { kioskUndo } from "@/lib/kiosk/undo"
import { kioskRoute } from "@/lib/web/kiosk-route"

export const POST = kioskRoute(kioskUndo)
