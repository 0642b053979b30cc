import { env } from "@/lib/env"
import { openApi } from "@/lib/web/api/openapi"
import { ownHost } from "@/lib/web/kiosk-host"

export const GET = ownHost(() => Response.json(openApi(env().APP_URL)))
