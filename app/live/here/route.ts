import { liveDesk } from "@/lib/reports/live-desk"
import { liveRoute } from "@/lib/web/live-route"

export const GET = liveRoute(liveDesk)
