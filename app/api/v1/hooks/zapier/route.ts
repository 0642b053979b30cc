import { hookRoute } from "@/lib/web/api/hook-route"
import { receiveEvent } from "@/lib/webhooks/receive"

export const POST = hookRoute(receiveEvent)
