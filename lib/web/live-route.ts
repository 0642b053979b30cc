import "server-only"
import type { z } from "zod"
import type { Query } from "../core/operation"
import { problemOf } from "./api/problem"
import { requireOwnHost } from "./kiosk-host"
import { watchingContext } from "./session"

/**
 * A route handler that a page asks again and again while it is open: the query's answer as JSON, or a problem document,
 * 401 once the session has ended. Asking is not an activity of the user.
 */
export function liveRoute<R>(query: Query<z.ZodObject<Record<never, never>>, R>) {
  return async (request: Request): Promise<Response> => {
    let requestId = "none"
    try {
      requireOwnHost(request.headers)
      const ctx = await watchingContext()
      requestId = ctx.requestId
      return Response.json(await query(ctx, {}), { headers: { "Cache-Control": "no-store" } })
    } catch (error) {
      return problemOf(error, requestId)
    }
  }
}
