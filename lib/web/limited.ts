import "server-only"
import { type Actor, idOf } from "../core/actor"
import { AppError } from "../core/errors"
import type { Verdict } from "../core/rate-limit"
import { type LimitName, limits } from "../limits"
import { addressOf } from "./context"
import { shared } from "./process"

/** Does the work unless its limit is reached; throws rate_limited then. `isRefused` tells a refusal that is no error. */
export async function limited<R>(
  name: LimitName,
  actor: Actor,
  headers: Headers,
  work: () => Promise<R>,
  isRefused: (result: R) => boolean = () => false,
): Promise<R> {
  const who = countedAs(name, actor, headers)
  const { counts } = limits[name]
  const { use, giveBack, peek } = shared().limits[name]
  const before = counts !== "refused afterwards"
  await requireWithin(before ? use(who) : peek(who))
  if (counts === "each") return work()
  const settle = (refused: boolean) => (before ? !refused && giveBack(who) : refused && use(who))
  try {
    const result = await work()
    await settle(isRefused(result))
    return result
  } catch (error) {
    // Of an error that nobody foresaw, or what next throws to go elsewhere, the caller is not guilty.
    await settle(error instanceof AppError)
    throw error
  }
}

/** Counts a use. Throws rate_limited when there were too many. */
export async function requireWithinLimit(name: LimitName, actor: Actor, headers: Headers): Promise<void> {
  await requireWithin(shared().limits[name].use(countedAs(name, actor, headers)))
}

/** The wait stands there in words, too. */
function tooMany(retryAfterSeconds: number): AppError {
  const minutes = Math.ceil(retryAfterSeconds / 60)
  const wait = minutes > 1 ? `${minutes} minutes` : "a minute"
  return new AppError(
    "rate_limited",
    `That was too often in a short time. Please wait ${wait} and try again.`,
    {
      retryAfterSeconds,
    },
  )
}

async function requireWithin(asked: Promise<Verdict>) {
  const verdict = await asked
  if (!verdict.ok) throw tooMany(verdict.retryAfterSeconds)
}

function countedAs(name: LimitName, actor: Actor, headers: Headers): string {
  return (limits[name].by === "caller" && idOf(actor)) || addressOf(headers)
}
