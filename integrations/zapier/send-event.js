// @ts-check
import { refusal, send } from "./crm.js"
import { signedHeaders } from "./signing.js"

/** @import { Bundle, ZObject } from "zapier-platform-core" */

/**
 * Posts an event to the CRM, signed, and returns `processed` or `duplicate`.
 * @param {ZObject} z
 * @param {Bundle} bundle
 * @param {{ id: string, event: string, timestamp: string, data: object }} event
 * @returns {Promise<{ status: string }>}
 */
export async function sendEvent(z, bundle, event) {
  const { status, body } = await post(z, bundle, event.id, event)
  if (status === 200) return body
  throw status === 401 ? wrongSecret(z) : refusal(z, status, body)
}

/**
 * Throws where the CRM does not know the signing secret: it looks at the signature before it refuses an empty event.
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
export async function requireSigningSecret(z, bundle) {
  const { status } = await post(z, bundle, "test", {})
  if (status === 401) throw wrongSecret(z)
}

/** @type {(z: ZObject, bundle: Bundle, id: string, event: object) => ReturnType<typeof send>} */
function post(z, bundle, id, event) {
  const { signing_secret: secret } = bundle.authData
  if (!secret) throw new z.errors.Error("Add the signing secret to the connection first.", "no_secret")
  // Zapier refuses two braces in a row as a forgotten placeholder; JSON can spell the second one differently.
  const body = JSON.stringify(event).replaceAll("{{", "{\\u007b")
  const headers = { ...signedHeaders(secret, id, body, new Date()), "content-type": "application/json" }
  return send(z, bundle, "/hooks/zapier", { method: "POST", headers, body })
}

/** @param {ZObject} z */
const wrongSecret = (z) =>
  new z.errors.ExpiredAuthError("The signing secret is wrong: enter the CRM's ZAPIER_HMAC_SECRET.")
