import { randomBytes } from "node:crypto"
import { type NextRequest, NextResponse } from "next/server"
import { getToken } from "next-auth/jwt"
import { env } from "@/lib/env"
import { tokenOptions } from "@/lib/web/cookies"
import { corsResponse } from "@/lib/web/cors"
import { isKioskHost } from "@/lib/web/kiosk-host"
import { withoutSearch } from "@/lib/web/search-params"

const openPages = ["/login", "/set-password"]

/** The kiosk lets tablets in by itself. */
const isKiosk = (pathname: string) => pathname === "/kiosk" || pathname.startsWith("/kiosk/")

/**
 * A coarse gate in front of the pages: without a session to the sign-in page, without the admin role not into /admin.
 * It reads the token only; every operation still decides for itself.
 */
export async function middleware(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  if (!canBeRead(pathname)) return new NextResponse("This address cannot be read.", { status: 400 })
  if (isKioskHost(request.headers)) {
    if (pathname === "/") return NextResponse.redirect(new URL("/kiosk", env().KIOSK_URL))
    // No action of the CRM can be asked for under this name, whatever page it is sent to.
    const open = isKiosk(pathname) && !request.headers.has("next-action")
    return open ? withPolicy(request) : new NextResponse(null, { status: 404 })
  }
  if (request.headers.has("next-action") && isFromElsewhere(request))
    return new NextResponse("Other sites may not send this.", { status: 403 })
  if (pathname.startsWith("/api/v1/")) return corsResponse(request)
  if (pathname.startsWith("/api/")) return NextResponse.next()
  if (openPages.includes(pathname) || isKiosk(pathname)) return withPolicy(request)
  const token = await getToken({ req: request, ...tokenOptions() })
  // What a form sends is answered by its operation, so that the page can say it and keep what was typed.
  if (!token && request.method === "POST" && request.headers.has("next-action")) return withPolicy(request)
  if (!token) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(withoutSearch(pathname + search))}`
    return NextResponse.redirect(new URL(`/login${next}`, request.url))
  }
  if (pathname.startsWith("/admin") && token.role !== "admin") return withPolicy(request, "/forbidden")
  return withPolicy(request)
}

/** A browser says by itself when another site sends a request (Fetch Metadata); programs say nothing. */
const isFromElsewhere = ({ headers }: NextRequest) =>
  !["same-origin", "none", null].includes(headers.get("sec-fetch-site"))

/** Next fails on what stands for no text. */
function canBeRead(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== ""
  } catch {
    return false
  }
}

/** Scripts run only with this response's nonce; Next reads it from the request's policy. */
function withPolicy(request: NextRequest, shownInstead?: string) {
  const nonce = randomBytes(16).toString("base64")
  const dev = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
  const headers = new Headers(request.headers)
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search)
  headers.set("content-security-policy", policy)
  const response = shownInstead
    ? NextResponse.rewrite(new URL(shownInstead, request.url), { status: 403, request: { headers } })
    : NextResponse.next({ request: { headers } })
  response.headers.set("content-security-policy", policy)
  return response
}

export const config = {
  runtime: "nodejs",
  matcher: [
    "/((?!api/|live/|kiosk/calls/|_next/static|favicon.ico|icon.svg).*)",
    "/api/:path(.*%.*)",
    // Only browsers on a page say where they are.
    { source: "/api/v1/:path*", has: [{ type: "header", key: "origin" }] },
  ],
}
