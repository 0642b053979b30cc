import { bytesOf } from "./bytes"
import { HttpProblem } from "./problem"

const MOST_BYTES = 1024 * 1024

/** The JSON object in a request's body; an empty body is an empty object. Throws HttpProblem 400, 413 or 415. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await bytesOf(request, MOST_BYTES, "The body is larger than 1 MB.")
  if (decode(bytes).trim() === "") return {}
  const type = request.headers.get("content-type") ?? ""
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw new HttpProblem(415, "Send application/json.")
  return jsonObject(bytes)
}

/** The JSON object that these bytes are. Throws HttpProblem 400. */
export function jsonObject(bytes: Uint8Array): Record<string, unknown> {
  const value = parse(decode(bytes))
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new HttpProblem(400, "The body must be a JSON object.")
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new HttpProblem(400, "The body is not valid UTF-8.")
  }
}

/**
 * What JSON says. A whole number that JavaScript cannot hold (RFC 8259, section 6) stays the text it was: an id of 17 digits
 * is another one when its last digit is lost.
 */
function parse(text: string): unknown {
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, asWritten) : JSON.parse(text)
  } catch {
    throw new HttpProblem(400, "The body is not valid JSON.")
  }
}

function asWritten(_: string, value: unknown, context?: { source?: string }): unknown {
  const isWhole = typeof value === "number" && /^-?\d+$/.test(context?.source ?? "")
  return isWhole && !Number.isSafeInteger(value) ? context?.source : value
}
