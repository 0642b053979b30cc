import "server-only"
import { randomUUID } from "node:crypto"
import type { Actor } from "../core/actor"
import type { Context } from "../core/operation"
import { env } from "../env"
import { theGgleap } from "./ggleap"
import { shared } from "./process"

/** The context of one request made by `actor`. */
export function contextFor(actor: Actor, headers: Headers): Context {
  const { db, sealer } = shared()
  return {
    db,
    sealer,
    ggleap: theGgleap(),
    actor,
    now: new Date(),
    timeZone: env().CENTER_TIME_ZONE,
    requestId: requestIdOf(headers),
  }
}

/** The address a request came from: what the nearest proxy saw, or Next's own server where there is none. */
export function addressOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown"
}

const requestIdOf = (headers: Headers) => {
  const given = headers.get("x-request-id")
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
