import { createHmac, timingSafeEqual } from "node:crypto"

/** A message older than this, or further ahead, is refused: whoever recorded it may be sending it again. */
export const TOLERANCE_MS = 5 * 60_000

/** The names under which both signatures travel; Fetch's headers find them in any case. */
export const signatureHeaders = {
  hook: "x-hook-signature",
  id: "webhook-id",
  timestamp: "webhook-timestamp",
  standard: "webhook-signature",
} as const

/** The bytes of a secret: base64 after `whsec_`, as Standard Webhooks has it, else its UTF-8. */
export function keyOf(secret: string): Buffer {
  const encoded = /^whsec_(.+)$/.exec(secret)?.[1]
  return encoded ? Buffer.from(encoded, "base64") : Buffer.from(secret, "utf8")
}

/** `sha256=<hex>` over the exact bytes of a body. */
export function hookSignature(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac("sha256", keyOf(secret)).update(body).digest("hex")}`
}

/** `v1,<base64>` over `id.timestamp.body` (Standard Webhooks 1.0.0); the timestamp in whole seconds since 1970. */
export function standardSignature(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const signed = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body)
  return `v1,${signed.digest("base64")}`
}

/**
 * Both signatures of a message that goes out, by name of the header. With several secrets, while one takes another's
 * place, the standard one holds a signature by each; the other only has room for the first.
 */
export function signedHeaders(secrets: string[], id: string, sentAt: Date, body: Uint8Array) {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  const [current = ""] = secrets
  return {
    [signatureHeaders.hook]: hookSignature(current, body),
    [signatureHeaders.id]: id,
    [signatureHeaders.timestamp]: timestamp,
    [signatureHeaders.standard]: secrets
      .map((secret) => standardSignature(secret, id, timestamp, body))
      .join(" "),
  }
}

/** What a signature vouches for. `hook` vouches for the body alone, so that its own id and time are the ones that count. */
export type Vouched = { scheme: "standard"; id: string; sentAt: Date } | { scheme: "hook" }

/**
 * What the signatures of a message vouch for; null when there is none, or one that is wrong under every secret, or a
 * Standard Webhooks time that is not within 5 minutes of `now`. Takes the same time for every wrong signature.
 */
export function vouchedFor(headers: Headers, body: Uint8Array, secrets: string[], now: Date): Vouched | null {
  const [hook, standard] = [headers.get(signatureHeaders.hook), headers.get(signatureHeaders.standard)]
  if (hook === null && standard === null) return null
  // Hexadecimal digits are the same in capitals.
  const hookHolds =
    hook === null || isOneOf([hook.trim().toLowerCase()], (secret) => hookSignature(secret, body), secrets)
  if (standard === null) return hookHolds ? { scheme: "hook" } : null
  const [id, timestamp] = [headers.get(signatureHeaders.id), headers.get(signatureHeaders.timestamp)]
  if (!id || !timestamp || !/^\d{1,12}$/.test(timestamp)) return null
  const signatures = standard.trim().split(/\s+/)
  const standardHolds = isOneOf(
    signatures,
    (secret) => standardSignature(secret, id, timestamp, body),
    secrets,
  )
  const sentAt = new Date(Number(timestamp) * 1000)
  return hookHolds && standardHolds && isRecent(sentAt, now) ? { scheme: "standard", id, sentAt } : null
}

/** Whether a moment lies within 5 minutes of now, before or after. */
export const isRecent = (moment: Date, now: Date) =>
  Math.abs(now.getTime() - moment.getTime()) <= TOLERANCE_MS

/** Looks at all of them, whichever fits. */
function isOneOf(given: string[], sign: (secret: string) => string, secrets: string[]): boolean {
  const fits = secrets.flatMap((secret) => given.map((one) => isSame(one, sign(secret))))
  return fits.includes(true)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
