import "server-only"
import type { z } from "zod"
import { AppError, invalid } from "../../core/errors"
import type { Operation } from "../../core/operation"
import { env } from "../../env"
import type { InboundEvent } from "../../webhooks/schema"
import { isRecent, vouchedFor } from "../../webhooks/sign"
import { contextFor, requestIdOf } from "../context"
import { requireOwnHost } from "../kiosk-host"
import { limited, requireWithinLimit } from "../limited"
import { jsonObject } from "./body"
import { bytesOf } from "./bytes"
import { problemOf } from "./problem"

const MOST_BYTES = 256 * 1024

type Envelope = { id?: unknown; timestamp?: unknown } & z.input<typeof InboundEvent>

/** A route handler for events that come in signed: bytes -> signature -> event -> operation -> JSON, or a problem document. */
export function hookRoute<R>(receive: Operation<typeof InboundEvent, R>) {
  return async (request: Request): Promise<Response> => {
    try {
      const { headers } = request
      requireOwnHost(headers)
      const ctx = contextFor({ kind: "zapier", name: "Zapier" }, headers, "webhook")
      await requireWithinLimit("hooks", ctx.actor, headers)
      const body = await bytesOf(request, MOST_BYTES, "The body is larger than 256 kB.")
      const event = await limited("wrongSignatures", ctx.actor, headers, async () =>
        vouchedEvent(headers, body, ctx.now),
      )
      return Response.json(await receive(ctx, event), { headers: { "Cache-Control": "no-store" } })
    } catch (error) {
      return problemOf(error, requestIdOf(request.headers))
    }
  }
}

/** The event in a body whose signature holds and whose time is near. Nothing is said about a body nobody vouches for. */
function vouchedEvent(headers: Headers, body: Uint8Array, now: Date): Envelope {
  const secrets = env().ZAPIER_HMAC_SECRET?.split(/\s+/).filter(Boolean) ?? []
  const vouched = vouchedFor(headers, body, secrets, now)
  if (!vouched) throw refused()
  const event = jsonObject(body) as Envelope
  if (vouched.scheme === "standard" && vouched.id !== event.id)
    throw invalid("id", "The id in the body and in webhook-id are not the same.")
  const time = new Date(String(event.timestamp))
  if (vouched.scheme === "hook" && !Number.isNaN(time.getTime()) && !isRecent(time, now)) throw refused()
  return event
}

const refused = () =>
  new AppError("unauthenticated", "The signature is missing, wrong or more than 5 minutes old.")
