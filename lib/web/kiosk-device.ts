import "server-only"
import { cookies } from "next/headers"
import type { Context } from "../core/operation"
import type { Outside } from "../kiosk/contract"
import { deviceBehind } from "../kiosk/pair"
import { contextFor } from "./context"
import { cookieFor } from "./cookies"
import { shared } from "./process"

/**
 * The cookie that holds a tablet's credential; no script can read it. It is sent also where a link on another page leads
 * to the kiosk: without it the page would come as to a stranger. The calls are refused to other sites all the same.
 */
const cookie = () => cookieFor("bec_kiosk", "/kiosk")

/** Browsers keep a cookie for 400 days at most; it is renewed whenever the tablet is heard of. */
const KEPT_SECONDS = 400 * 86_400

/** The context of what comes from a tablet: the device that was let in, or a visitor and why it is none. */
export async function kioskContext(headers: Headers): Promise<{ ctx: Context; outside?: Outside }> {
  const token = (await cookies()).get(cookie().name)?.value
  const device = token ? await deviceBehind(shared().db, token) : "unpaired"
  if (typeof device !== "string") return { ctx: contextFor(device, headers, "kiosk") }
  return { ctx: contextFor({ kind: "visitor" }, headers, "kiosk"), outside: device }
}

/** Gives the tablet its credential. */
export async function keepCredential(token: string): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, token, { ...options, maxAge: KEPT_SECONDS })
}

/** Keeps the credential that the tablet has for another 400 days. */
export async function renewCredential(): Promise<void> {
  const token = (await cookies()).get(cookie().name)?.value
  if (token) await keepCredential(token)
}
