import "server-only"
import { randomUUID } from "node:crypto"
import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage, ServerResponse } from "node:http"
import { beginAs, type Current, idsOf } from "../core/current"
import { log } from "../core/log"
import { metrics } from "../core/metrics"
import { beginWhole, continueIn, type Span } from "../core/trace"
import { usableId } from "./context"
import { isQuiet, routeOf } from "./routes"

const holder = globalThis as typeof globalThis & { becCrmRequestsWatched?: true }

/**
 * From now on every request of this process has an id, which its answer names, is counted and timed, and stands in the log with
 * one line. Node itself tells of them, so that nothing is left out: pages, server actions, route handlers, files, refusals.
 */
export function watchRequests(): void {
  if (holder.becCrmRequestsWatched) return
  holder.becCrmRequestsWatched = true
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    watch(request, response)
  })
}

function watch(request: IncomingMessage, response: ServerResponse) {
  const requestId = usableId(request.headers["x-request-id"]) ?? randomUUID()
  request.headers["x-request-id"] = requestId
  response.setHeader("X-Request-Id", requestId)
  const began = performance.now()
  const { method: asked = "", url = "", headers } = request
  const [method, route] = [METHODS.has(asked) ? asked : "other", routeOf(url)]
  const span = isQuiet(route) ? undefined : beginWhole(`${method} ${route}`, "server", headers.traceparent)
  const now: Current = { requestId, traceId: span?.traceId }
  beginAs(now)
  // On a connection that stays open the request before left its own.
  continueIn(span)
  response.once("close", () => note({ method, route, response, now, span, ms: performance.now() - began }))
}

type Answered = {
  method: string
  route: string
  response: ServerResponse
  now: Current
  span: Span | undefined
  ms: number
}

function note({ method, route, response, now, span, ms }: Answered) {
  // As nginx has it: whoever asked did not wait for the answer.
  const status = response.writableFinished ? response.statusCode : 499
  metrics().requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000)
  span?.say(`${method} ${route}`, {
    "http.request.method": method,
    "http.route": route,
    "http.response.status_code": status,
    "request.id": now.requestId,
  })
  span?.end(status >= 500 ? String(status) : undefined)
  const { actor } = now
  const line = { ...idsOf(now), method, route, status, ms: Math.round(ms * 10) / 10, actor }
  log()[isQuiet(route) ? "debug" : "info"](line, "a request was answered")
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
