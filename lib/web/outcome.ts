import "server-only"
import { unstable_rethrow } from "next/navigation"
import { AppError } from "../core/errors"
import { log, traceOf } from "../core/log"
import type { Outcome } from "../core/outcome"
import { unavailableBehind } from "../core/unavailable"

/** Runs a request's work. An AppError becomes a failure; anything else is logged and becomes a plain apology. */
export async function outcomeOf<R>(requestId: string, work: () => Promise<R>): Promise<Outcome<R>> {
  try {
    return { ok: true, data: await work() }
  } catch (thrown) {
    unstable_rethrow(thrown)
    const error = unavailableBehind(thrown) ?? thrown
    if (error !== thrown) log().warn({ requestId, ...traceOf(thrown) }, "the database is not available")
    if (error instanceof AppError) {
      const { fields = [], existing } = error.details
      return { ok: false, error: { kind: error.kind, message: error.message, fields, existing } }
    }
    log().error({ requestId, ...traceOf(error) }, "a request failed")
    const message = `Something went wrong, and nothing was saved. Please try again. (Reference ${requestId.slice(0, 8)})`
    return { ok: false, error: { kind: "unexpected", message, fields: [] } }
  }
}
