import { health } from "@/lib/web/health"
import { ownHost } from "@/lib/web/kiosk-host"

export const GET = ownHost(async ({ url, headers }) => {
  if (new URL(url).searchParams.get("deep") === "1") {
    // The doctor is large, and the first answer of a server that starts waits for what is loaded here.
    const { deepHealth } = await import("@/lib/web/doctor")
    return deepHealth(headers)
  }
  const { status, checks } = await health()
  return Response.json(
    { status, checks },
    { status: status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  )
})
