import { endpoints } from "@/lib/web/api/endpoints"
import { apiRoute } from "@/lib/web/api-route"

export const POST = apiRoute(endpoints.subscribe)
export const GET = apiRoute(endpoints.listSubscriptions)
