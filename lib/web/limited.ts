import "server-only"
import type { Channel } from "../../db/schema"
import { noteRefusal } from "../audit/refusals"
import { type Actor, idOf } from "../core/actor"
import { AppError } from "../core/errors"
import type { Verdict } from "../core/rate-limit"
import type { EventData } from "../events"
import { type LimitName, limits } from "../limits"
import { addressOf, contextFor } from "./context"
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
  const verdict = await (before ? use(who) : peek(who))
  if (!verdict.ok) await tellRefusal(name, "stopped", actor, headers)
  requireWithin(verdict)
  if (counts === "each") return work()
  const settle = async (refused: boolean) => {
    await (before ? !refused && giveBack(who) : refused && use(who))
    if (refused) await tellRefusal(name, "refused", actor, headers)
  }
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
  requireWithin(await shared().limits[name].use(countedAs(name, actor, headers)))
}

type Told = { at: "refused" | "stopped"; by: EventData["access.refused"]["by"]; channel: Channel }

/** The doors at which a refusal goes into the audit log. A wrong password does by itself, with the account. */
const doors: Partial<Record<LimitName, Told>> = {
  wrongPasswords: { at: "stopped", by: "sign_in_limit", channel: "page" },
  wrongKeys: { at: "refused", by: "api_key", channel: "api" },
  wrongSignatures: { at: "refused", by: "signature", channel: "webhook" },
  wrongPins: { at: "refused", by: "pin", channel: "kiosk" },
  wrongLinks: { at: "refused", by: "link", channel: "page" },
  wrongPairings: { at: "refused", by: "pairing_code", channel: "kiosk" },
}

async function tellRefusal(name: LimitName, at: Told["at"], actor: Actor, headers: Headers) {
  const door = doors[name]
  if (door?.at !== at) return
  // Nobody but a tablet has shown who they are there.
  const who: Actor = actor.kind === "kiosk" ? actor : { kind: "visitor" }
  await noteRefusal(contextFor(who, headers, door.channel), { by: door.by })
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

function requireWithin(verdict: Verdict) {
  if (!verdict.ok) throw tooMany(verdict.retryAfterSeconds)
}

function countedAs(name: LimitName, actor: Actor, headers: Headers): string {
  return (limits[name].by === "caller" && idOf(actor)) || addressOf(headers)
}
