import { notFound } from "../core/errors"
import { env } from "../env"

/** Whether a request came to the host name on which the kiosk answers and nothing else does. */
export function isKioskHost(headers: Headers): boolean {
  const { APP_URL, KIOSK_URL } = env()
  if (!KIOSK_URL) return false
  const [kiosk, app] = [new URL(KIOSK_URL), new URL(APP_URL)]
  const given = headers.get("host")?.toLowerCase() ?? ""
  // Two ports of one name, as on a developer's machine, are told apart by the port; two names by the name, however written.
  if (kiosk.hostname === app.hostname) return kiosk.host !== app.host && given === kiosk.host
  return given.replace(/:\d+$/, "").replace(/\.$/, "") === kiosk.hostname
}

/** A route handler that does not exist under the kiosk's name. */
export function ownHost<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
) {
  return (request: Request, ...rest: Rest) =>
    isKioskHost(request.headers) ? new Response(null, { status: 404 }) : handler(request, ...rest)
}

/** Throws not_found there: the addresses of the CRM and its API do not exist under the kiosk's name. */
export function requireOwnHost(headers: Headers): void {
  if (isKioskHost(headers)) throw notFound("address")
}
