// @ts-check

/** @import { Bundle, HttpRequestOptions, RawHttpResponse, ZObject } from "zapier-platform-core" */

/**
 * Asks the centre's CRM with its API key and returns what it answers; see `send` for what it throws.
 * @param {ZObject} z
 * @param {Bundle} bundle
 * @param {string} path below /api/v1
 * @param {HttpRequestOptions} [request]
 */
export async function ask(z, bundle, path, request = {}) {
  const headers = { ...request.headers, authorization: `Bearer ${bundle.authData.api_key}` }
  const { status, body } = await send(z, bundle, path, { ...request, headers })
  const isGoneAlready = request.method === "DELETE" && status === 404
  if (status < 300 || isGoneAlready) return body
  if (status === 401) throw new z.errors.ExpiredAuthError("The API key is not valid, or was revoked.")
  if (status === 403) throw new z.errors.Error("This needs an admin's API key.", "forbidden", status)
  throw refusal(z, status, body)
}

/**
 * Sends a request to the CRM as it is and returns the status and what came back as JSON. Throws what Zapier shows to
 * whoever owns the Zap: ThrottledError with the seconds to wait, or Error where no CRM answers at this address.
 * @param {ZObject} z
 * @param {Bundle} bundle
 * @param {string} path below /api/v1
 * @param {HttpRequestOptions} request
 */
export async function send(z, bundle, path, request) {
  const response = await z
    .request({
      ...request,
      url: `${originOf(z, bundle)}/api/v1${path}`,
      // What is followed takes the key along, and what is raw is not written into Zapier's log.
      redirect: "manual",
      raw: true,
      skipThrowForStatus: true,
    })
    .catch((error) => {
      if (error.name === "ThrottledError") throw error
      // Its own message holds the whole address, with whom was searched for.
      throw new z.errors.Error("The CRM cannot be reached at this address.", "unreachable")
    })
  return { status: response.status, body: await readJson(z, response) }
}

/**
 * The error for an answer that nobody foresaw, in the CRM's own words.
 * @param {ZObject} z
 * @param {number} status
 * @param {{ detail?: string, errors?: { field: string, message: string }[] } | null} problem
 */
export function refusal(z, status, problem) {
  const { detail = "The CRM did not take this.", errors = [] } = problem ?? {}
  const told = errors.map(({ field, message }) => `${field}: ${message}`)
  return new z.errors.Error([detail, ...told].join(" "), "refused", status)
}

/**
 * The CRM's address without a path. Throws Error for one that is not https.
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
export function originOf(z, { authData: { address = "" } }) {
  const url = URL.canParse(address) ? new URL(address) : null
  const isNear = url?.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname)
  if (url && (url.protocol === "https:" || isNear)) return url.origin
  throw new z.errors.Error("Enter the address of the CRM as https://crm.example.org.", "address")
}

/**
 * @param {ZObject} z
 * @param {RawHttpResponse} response
 */
async function readJson(z, response) {
  const text = await response.text()
  if (text === "" && response.status === 204) return null
  try {
    return JSON.parse(text)
  } catch {
    throw new z.errors.Error("What answers at this address is not the CRM.", "not_the_crm", response.status)
  }
}
