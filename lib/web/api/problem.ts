import { STATUS_CODES } from "node:http"
import { AppError, type ErrorKind, type Existing } from "../../core/errors"
import { log, traceOf } from "../../core/log"
import { unavailableBehind } from "../../core/unavailable"
import { callersName } from "./names"

const statusOf: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  rate_limited: 429,
  unavailable: 503,
}

type Member = {
  errors?: { field: string; message: string }[]
  existing?: Pick<Existing, "id" | "deleted">[]
  merged_into?: string
}

/** An RFC 9457 problem document. */
export function problem(
  status: number,
  detail: string,
  more: Member = {},
  headers: Record<string, string> = {},
) {
  const body = { type: "about:blank", title: STATUS_CODES[status], status, detail, ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  })
}

/** So many faults of one request are named. */
const MOST_ERRORS = 100

/** The problem document of an error; one that nobody foresaw is logged under `requestId` and answered plainly. */
export function problemOf(given: unknown, requestId: string): Response {
  const error = unavailableBehind(given) ?? given
  if (error !== given) log().warn({ requestId, ...traceOf(given) }, "the database is not available")
  // Of a body that is far too large the rest is not read, so nothing more can come on its connection.
  const ending = error instanceof HttpProblem && error.status === 413 ? { Connection: "close" } : undefined
  if (error instanceof HttpProblem) return problem(error.status, error.message, {}, ending)
  if (!(error instanceof AppError)) {
    log().error({ requestId, ...traceOf(error) }, "an API request failed")
    return problem(500, `Something went wrong, and nothing was saved. Reference ${requestId}.`)
  }
  const all = error.details.fields ?? []
  const errors = all
    .slice(0, MOST_ERRORS)
    .map(({ field, message }) => ({ field: callersName(field), message }))
  const { retryAfterSeconds, mergedInto } = error.details
  // An error tells no name: whoever may read clients reads who it is.
  const existing = error.details.existing?.map(({ id, deleted }) => ({ id, deleted }))
  const more = {
    ...(errors.length > 0 && { errors }),
    ...(existing && { existing }),
    ...(mergedInto && { merged_into: mergedInto }),
  }
  const rest = all.length - errors.length
  const detail =
    rest > 0 ? `${error.message} ${rest.toLocaleString("en-US")} more are not listed.` : error.message
  return problem(statusOf[error.kind], detail, more, {
    ...(error.kind === "unauthenticated" && { "WWW-Authenticate": "Bearer" }),
    ...(retryAfterSeconds && { "Retry-After": String(retryAfterSeconds) }),
  })
}

/** A refusal that only HTTP knows: a body too large, of another type, not JSON. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}
