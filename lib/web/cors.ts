import { type NextRequest, NextResponse } from "next/server"
import { env } from "../env"

/** What a page of another site may send to the API, and read of its answers. */
const methods = "GET, POST, PATCH, DELETE"
const sent = "Authorization, Content-Type, Idempotency-Key, If-Match"
const read = "ETag, Location, Retry-After"

/**
 * The answer to an API call of another site's page, or to the question of a browser before it: open to the sites in
 * CORS_ORIGINS, who bring a key. Cookies are never taken from there, so there is no `Allow-Credentials`.
 */
export function corsResponse(request: NextRequest): NextResponse {
  const asks = request.method === "OPTIONS" && request.headers.has("access-control-request-method")
  const response = asks ? new NextResponse(null, { status: 204 }) : NextResponse.next()
  const origin = request.headers.get("origin") ?? ""
  if (!env().CORS_ORIGINS.includes(origin)) return response
  response.headers.set("access-control-allow-origin", origin)
  if (!asks) {
    response.headers.set("access-control-expose-headers", read)
    return response
  }
  response.headers.set("access-control-allow-methods", methods)
  response.headers.set("access-control-allow-headers", sent)
  response.headers.set("access-control-max-age", "600")
  return response
}
