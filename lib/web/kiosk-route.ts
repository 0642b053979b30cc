import "server-only"
import { setTimeout } from "node:timers/promises"
import { AppError, type ErrorKind } from "../core/errors"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { unavailableBehind } from "../core/unavailable"
import type { Outside, Problem } from "../kiosk/contract"
import { TicketRefused } from "../kiosk/tickets"
import { type LimitName, limits } from "../limits"
import { jsonBody } from "./api/body"
import { isSameOrigin } from "./api/caller"
import { HttpProblem } from "./api/problem"
import { kioskContext } from "./kiosk-device"
import { limited, requireWithinLimit } from "./limited"

type Rules<R> = {
  /** The limit of this call, beside that of all the calls of a tablet. */
  limit?: LimitName
  /** Every answer takes a multiple of this, whatever was found. */
  steadyMs?: number
  /** What comes back where the operation's own result is not all of it. */
  present?: (result: R) => unknown
}

/** A route handler for a call of the tablet: its credential -> limit -> input -> operation -> JSON, or `{problem}`. */
export function kioskRoute<I, R>(call: (ctx: Context, input: I) => Promise<R>, rules: Rules<R> = {}) {
  return async (request: Request): Promise<Response> => {
    const started = performance.now()
    const answer = await answerOf(request, call, rules)
    const { steadyMs } = rules
    if (steadyMs) await setTimeout(steadyMs - ((performance.now() - started) % steadyMs))
    return answer
  }
}

async function answerOf<I, R>(
  request: Request,
  call: (ctx: Context, input: I) => Promise<R>,
  { limit, present = (result) => result }: Rules<R>,
): Promise<Response> {
  const { ctx, outside } = await kioskContext(request.headers)
  try {
    if (!isSameOrigin(request)) throw new HttpProblem(403, "The tablet's own page asks, and no other.")
    const input = (await jsonBody(request)) as I
    await requireWithinLimit("kioskCalls", ctx.actor, request.headers)
    const work = () => call(ctx, input)
    // Of a visitor only what is refused counts: where each use does, they are refused for what they are.
    const counts = limit && (ctx.actor.kind === "kiosk" || limits[limit].counts === "refused")
    return json(await present(await (counts ? limited(limit, ctx.actor, request.headers, work) : work())))
  } catch (error) {
    return refusal(error, ctx, outside)
  }
}

const refusals: Record<ErrorKind, [status: number, problem: Problem]> = {
  unauthenticated: [401, "unpaired"],
  rate_limited: [429, "too_many"],
  unavailable: [503, "too_many"],
  forbidden: [403, "pin"],
  invalid: [422, "invalid"],
  not_found: [401, "ticket"],
  conflict: [401, "ticket"],
  stale: [401, "ticket"],
}

function refusal(error: unknown, { requestId }: Context, outside?: Outside): Response {
  if (error instanceof HttpProblem) return json({ problem: "invalid" }, error.status)
  if (error instanceof TicketRefused) return json({ problem: "ticket" }, 401)
  if (!(error instanceof AppError)) {
    log().error({ requestId, ...traceOf(error) }, "a call of the kiosk failed")
    return json({ problem: "unexpected" }, unavailableBehind(error) ? 503 : 500)
  }
  const [status, known] = refusals[error.kind]
  const problem = known === "unpaired" ? (outside ?? known) : known
  const { retryAfterSeconds } = error.details
  return json({ problem }, status, retryAfterSeconds ? { "Retry-After": String(retryAfterSeconds) } : {})
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } })
