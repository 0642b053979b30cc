import { env } from "@/lib/env"
import { openApi } from "@/lib/web/api/openapi"

export function GET() {
  return Response.json(openApi(env().APP_URL))
}
