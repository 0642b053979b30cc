import { health } from "@/lib/web/health"

export async function GET() {
  const { status, checks } = await health()
  return Response.json(
    { status, checks },
    { status: status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  )
}
