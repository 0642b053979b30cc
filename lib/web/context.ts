import "server-only"
import { randomUUID } from "node:crypto"
import { isIP } from "node:net"
import type { Channel } from "../../db/schema"
import type { Actor } from "../core/actor"
import { noteActor } from "../core/current"
import type { Context } from "../core/operation"
import { env } from "../env"
import { theGgleap } from "./ggleap"
import { shared } from "./process"

/** The context of one request made by `actor`. */
export function contextFor(actor: Actor, headers: Headers, channel: Channel): Context {
  const { db, sealer } = shared()
  noteActor(actor)
  return {
    db,
    sealer,
    ggleap: theGgleap(),
    actor,
    now: new Date(),
    timeZone: env().CENTER_TIME_ZONE,
    requestId: requestIdOf(headers),
    origin: { channel, address: networkAddress(addressOf(headers)) },
  }
}

/** What is kept is an address and nothing else that somebody may have written there. */
function networkAddress(text: string): string | null {
  const address = text.replace(/^::ffff:(?=[\d.]+$)/i, "")
  return isIP(address) ? address : null
}

/** The address a request came from: what the nearest proxy saw, or Next's own server where there is none. */
export function addressOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown"
}

/** The id of a request, as every answer names it: the one that was given, or a new one. */
export const requestIdOf = (headers: Headers): string => usableId(headers.get("x-request-id")) ?? randomUUID()

/** An id that came from outside, if it may stand in a log. */
export const usableId = (given: unknown): string | undefined =>
  typeof given === "string" && /^[\w-]{8,64}$/.test(given) ? given : undefined
