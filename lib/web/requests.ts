import "server-only"
import { randomUUID } from "node:crypto"
import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage, ServerResponse } from "node:http"
import { beginAs, type Current } from "../core/current"
import { log } from "../core/log"
import { metrics } from "../core/metrics"
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
  const now: Current = { requestId }
  beginAs(now)
  const { method = "", url = "" } = request
  response.once("close", () => note({ method, url, response, now, ms: performance.now() - began }))
}

type Answered = { method: string; url: string; response: ServerResponse; now: Current; ms: number }

function note({ method: asked, url, response, now, ms }: Answered) {
  const method = METHODS.has(asked) ? asked : "other"
  const route = routeOf(url)
  // As nginx has it: whoever asked did not wait for the answer.
  const status = response.writableFinished ? response.statusCode : 499
  metrics().requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000)
  const { requestId, actor } = now
  const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10, actor }
  log()[isQuiet(route) ? "debug" : "info"](line, "a request was answered")
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
