import "server-only"
import { actorOfKey } from "../../api-keys/keys"
import { AppError } from "../../core/errors"
import type { Context } from "../../core/operation"
import { env } from "../../env"
import { contextFor } from "../context"
import { requireOwnHost } from "../kiosk-host"
import { limited, requireWithinLimit } from "../limited"
import { shared } from "../process"
import { staffContext } from "../session"

/** The context of an API call: its key, or else the browser's session, which counts only from our own pages. */
export async function apiContext(request: Request): Promise<Context> {
  requireOwnHost(request.headers)
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]
  const ctx = bearer ? await keyContext(request.headers, bearer) : await sessionContext(request)
  if (ctx.actor.kind === "visitor") throw new AppError("unauthenticated", "Send an API key, or sign in.")
  await requireWithinLimit("api", ctx.actor, request.headers)
  return ctx
}

async function keyContext(headers: Headers, key: string): Promise<Context> {
  return limited("wrongKeys", { kind: "visitor" }, headers, async () => {
    const actor = await actorOfKey(shared().db, key, new Date())
    if (actor) return contextFor(actor, headers, "api")
    throw new AppError("unauthenticated", "This API key is not valid.")
  })
}

async function sessionContext(request: Request): Promise<Context> {
  const ctx = await staffContext()
  if (ctx.actor.kind === "user" && !isSameOrigin(request))
    throw new AppError("forbidden", "A browser session may be used from the CRM's own pages only.")
  return ctx
}

/** Browsers always say where a request comes from that could change something (Fetch Metadata, Origin). */
export function isSameOrigin({ method, headers }: Request): boolean {
  const site = headers.get("sec-fetch-site")
  if (site) return site === "same-origin" || (site === "none" && method === "GET")
  const origin = headers.get("origin")
  if (!origin) return method === "GET" || method === "HEAD"
  return [new URL(env().APP_URL).host, headers.get("host")].includes(hostOf(origin))
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
