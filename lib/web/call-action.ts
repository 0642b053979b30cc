import "server-only"
import { revalidatePath } from "next/cache"
import { headers } from "next/headers"
import type { z } from "zod"
import type { Operation, Query } from "../core/operation"
import type { Outcome } from "../core/outcome"
import type { LimitName } from "../limits"
import { limited, requireWithinLimit } from "./limited"
import { outcomeOf } from "./outcome"
import { staffContext } from "./session"

/**
 * A server action: takes the operation's input, answers with its outcome, and renews the page after a change; not a
 * visitor's, whose link to set a password would then show as used instead of the form that says it was.
 */
export function callAction<S extends z.ZodType, R>(
  operation: Operation<S, R> | Query<S, R>,
  limit?: LimitName,
) {
  return async (input: z.input<S>): Promise<Outcome<R>> => {
    const who = await outcomeOf("none", staffContext)
    if (!who.ok) return who
    const ctx = who.data
    const from = await headers()
    const outcome = await outcomeOf(ctx.requestId, async () => {
      await requireWithinLimit("actions", ctx.actor, from)
      const work = () => operation(ctx, input)
      return limit ? limited(limit, ctx.actor, from, work) : work()
    })
    const renews = operation.kind === "operation" && ctx.actor.kind !== "visitor"
    if (outcome.ok && renews) revalidatePath("/", "layout")
    return outcome
  }
}
