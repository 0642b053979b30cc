// @ts-check
import { createHmac, timingSafeEqual } from "node:crypto"

/** Zapier has taken a message before it runs this, and may be late: what is refused here, nobody sends again. */
const TOLERANCE_MS = 24 * 3_600_000

/**
 * The headers that vouch for a body, as Standard Webhooks has them.
 * @param {string} secret
 * @param {string} id the same as in the body
 * @param {string} body
 * @param {Date} now
 */
export function signedHeaders(secret, id, body, now) {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature(secret, id, timestamp, body),
  }
}

/**
 * Whether a message that Zapier took was signed with the secret within a day before or after `now`.
 * @param {string} secret
 * @param {{ headers?: Record<string, string>, content?: string }} message
 * @param {Date} now
 */
export function isSigned(secret, { headers = {}, content }, now) {
  const { id, timestamp, signature: given } = webhookHeaders(headers)
  if (!secret || !id || !timestamp || !given || content === undefined) return false
  const age = Math.abs(now.getTime() - Number(timestamp) * 1000)
  const expected = signature(secret, id, timestamp, content)
  return age <= TOLERANCE_MS && given.split(/\s+/).some((one) => isSame(one, expected))
}

/**
 * Zapier hands `webhook-id` on as `Http-Webhook-Id`.
 * @param {Record<string, string>} headers
 * @returns {Record<string, string | undefined>} by the part of the name after `webhook-`
 */
const webhookHeaders = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase().replace(/^(http-)?webhook-/, ""),
      value,
    ]),
  )

/** @type {(secret: string, id: string, timestamp: string, body: string) => string} */
const signature = (secret, id, timestamp, body) =>
  `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64")}`

/** @param {string} secret base64 after `whsec_`, else text */
function keyOf(secret) {
  const encoded = /^whsec_(.+)$/.exec(secret.trim())?.[1]
  return encoded ? Buffer.from(encoded, "base64") : Buffer.from(secret.trim(), "utf8")
}

/** @type {(one: string, other: string) => boolean} */
function isSame(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
