import { endpoints } from "@/lib/web/api/endpoints"
import { apiRoute } from "@/lib/web/api-route"

export const POST = apiRoute(endpoints.cancelImport)
