import { isIP } from "node:net"
import { connect } from "node:tls"
import type { Env } from "../env"
import { type Check, type Finding, fail, type Patient, pass, skip, warn } from "./check"
import { ask } from "./http"

const DAY_MS = 24 * 3_600_000
const SOON_DAYS = 14
const HALF_A_YEAR = 15_552_000

/** Whether people reach it under its addresses, and reach it safely. */
export const addressChecks: Check[] = [
  {
    id: "address.answers",
    group: "Addresses",
    title: "The CRM and the kiosk answer under their addresses",
    remedy:
      "See that both names lead to the proxy, and that the proxy passes them on with their names (Host).",
    look: answers,
  },
  {
    id: "address.certificate",
    group: "Addresses",
    title: "The certificates are good for a while",
    remedy:
      "Let the proxy renew them: ports 80 and 443 must reach it from outside, and its log says what keeps it.",
    look: certificates,
  },
  {
    id: "address.headers",
    group: "Addresses",
    title: "The security headers arrive at the browser",
    remedy:
      "Have the proxy pass on every header of the CRM and take none away; Strict-Transport-Security is its own to add.",
    after: ["address.answers"],
    look: headers,
  },
]

async function answers({ settings }: Patient): Promise<Finding> {
  const faults: string[] = []
  const { APP_URL, KIOSK_URL } = settings
  const own = await ask(new URL("/api/v1/healthz", APP_URL)).catch(() => null)
  const body = await own?.json().catch(() => null)
  if (!body?.checks) faults.push(`${APP_URL} is not answered by the CRM`)
  const kiosk = KIOSK_URL ? await ask(new URL("/kiosk", KIOSK_URL)).catch(() => null) : null
  if (KIOSK_URL && kiosk?.status !== 200) faults.push(`${KIOSK_URL} is not answered by the kiosk`)
  return faults.length === 0
    ? pass(`Asked: ${addressesOf(settings).join(", ")}.`)
    : fail(`${faults.join("; ")}.`)
}

const addressesOf = ({ APP_URL, KIOSK_URL }: Env) => (KIOSK_URL ? [APP_URL, KIOSK_URL] : [APP_URL])

async function certificates({ settings, clock }: Patient): Promise<Finding> {
  const secure = addressesOf(settings).filter((address) => address.startsWith("https://"))
  if (secure.length === 0) return skip("No address has https.")
  const found = await Promise.all(secure.map((address) => certificateOf(new URL(address), clock())))
  return (
    found.find(({ state }) => state === "fail") ??
    found.find(({ state }) => state === "warn") ??
    pass(found.map(({ says }) => says).join(" "))
  )
}

async function certificateOf({ hostname, port }: URL, now: number): Promise<Finding> {
  const host = hostname.replace(/^\[|\]$/g, "")
  const socket = connect({
    host,
    port: Number(port || 443),
    servername: isIP(host) ? "" : host,
    rejectUnauthorized: false,
  })
  try {
    await new Promise((done, failed) => socket.once("secureConnect", done).once("error", failed))
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - now) / DAY_MS)
    if (days < 0) return fail(`That of ${hostname} has expired.`)
    if (!socket.authorized)
      return fail(`That of ${hostname} is not to be trusted: ${socket.authorizationError}.`)
    const says = `That of ${hostname} is good for ${days} more days.`
    return days < SOON_DAYS ? warn(says) : pass(says)
  } finally {
    socket.destroy()
  }
}

async function headers({ settings }: Patient): Promise<Finding> {
  const { APP_URL, KIOSK_URL } = settings
  const pages = [new URL("/login", APP_URL), ...(KIOSK_URL ? [new URL("/kiosk", KIOSK_URL)] : [])]
  const faults = await Promise.all(pages.map(headerFaults))
  const all = faults.flat()
  return all.length === 0 ? pass("All are there.") : fail(`${all.join("; ")}.`)
}

/** What each header must say. */
const wanted: Record<string, (value: string) => boolean> = {
  "content-security-policy": (value) =>
    /frame-ancestors 'none'/.test(value) &&
    /script-src [^;]*'nonce-/.test(value) &&
    !/script-src [^;]*unsafe/.test(value),
  "x-content-type-options": (value) => value === "nosniff",
  "referrer-policy": (value) => /^(same-origin|no-referrer|strict-origin)/.test(value),
  "permissions-policy": (value) => value.length > 0,
  "cross-origin-opener-policy": (value) => value === "same-origin",
}

async function headerFaults(page: URL): Promise<string[]> {
  const { headers } = await ask(page)
  const said = (name: string) => headers.get(name) ?? ""
  const faults = Object.entries(wanted).flatMap(([name, holds]) => (holds(said(name)) ? [] : [name]))
  const maxAge = Number(/max-age=(\d+)/.exec(said("strict-transport-security"))?.[1] ?? 0)
  if (page.protocol === "https:" && maxAge < HALF_A_YEAR) faults.push("strict-transport-security")
  return faults.length === 0 ? [] : [`${page.host} lacks ${faults.join(", ")}`]
}
