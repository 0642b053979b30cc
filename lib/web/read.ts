import "server-only"
import { forbidden, notFound, redirect, unstable_rethrow } from "next/navigation"
import type { z } from "zod"
import { roleOf } from "../core/actor"
import { AppError } from "../core/errors"
import { log, traceOf } from "../core/log"
import type { Query } from "../core/operation"
import { unavailableBehind } from "../core/unavailable"
import { ADD_CODE, staffContext } from "./session"

/** Runs a query for a page. What is not there becomes the page's 404, what is not allowed its 403. */
export async function read<S extends z.ZodType, R>(query: Query<S, R>, input: z.input<S>): Promise<R> {
  const ctx = await staffContext()
  try {
    return await query(ctx, input)
  } catch (error) {
    if (!(error instanceof AppError)) throw withoutContent(error, ctx.requestId)
    if (error.kind === "unauthenticated") redirect("/login")
    if (error.kind === "forbidden" && roleOf(ctx.actor) === "admin without code") redirect(ADD_CODE)
    if (error.kind === "forbidden") forbidden()
    if (error.details.mergedInto) redirect(`/clients/${error.details.mergedInto}`)
    if (error.kind === "not_found" || error.kind === "invalid") notFound()
    throw error
  }
}

/** Next writes what a page throws to the log whole, and the message of a failed query quotes what was asked for. */
function withoutContent(error: unknown, requestId: string): Error {
  unstable_rethrow(error)
  log().error({ requestId, ...traceOf(error) }, "a page failed")
  const unavailable = unavailableBehind(error)
  if (unavailable) return unavailable
  // The page shows the digest to whoever asked.
  return Object.assign(new Error("a page failed"), { digest: requestId.slice(0, 8) })
}
