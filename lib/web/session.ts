import "server-only"
import { cookies, headers } from "next/headers"
import { redirect } from "next/navigation"
import { getToken } from "next-auth/jwt"
import { cache } from "react"
import type { Actor } from "../core/actor"
import type { Context } from "../core/operation"
import { unavailableBehind } from "../core/unavailable"
import { resumeSession } from "../users/sessions"
import { contextFor } from "./context"
import { tokenOptions } from "./cookies"
import { shared } from "./process"
import { withoutSearch } from "./search-params"

/** The signed-in user of this request, read from the database at most once per request; null for a visitor. */
export const currentUser = cache(() => resumedUser())

/** The context of the browser's request: its signed-in user, or a visitor. */
export const staffContext = cache(async () => contextOf(await currentUser()))

/** The context of what an open page asks by itself, which does not keep the session from ending. */
export const watchingContext = async () => contextOf(await resumedUser({ watching: true }))

/**
 * The signed-in user, or else the way to the sign-in page and back to `path`; an admin who must add a second factor
 * first is led to where that is done.
 */
export async function requireUser(path: string) {
  const user = await currentUser()
  if (!user) redirect(`/login?next=${encodeURIComponent(withoutSearch(path))}`)
  if (user.mustAddCode && !/^\/account([?]|$)/.test(path)) redirect(ADD_CODE)
  return user
}

/** Where an admin adds a second factor who must have one. */
export const ADD_CODE = "/account?add-code"

function actorOf(user: Awaited<ReturnType<typeof resumedUser>>): Actor {
  if (!user) return { kind: "visitor" }
  const { id, name, role, sessionId, mustAddCode } = user
  return { kind: "user", id, name, role, sessionId, ...(mustAddCode && { mustAddCode }) }
}

async function resumedUser(how?: { watching: boolean }) {
  const req = { cookies: await cookies(), headers: await headers() }
  const token = await getToken({ req: req as never, ...tokenOptions() })
  if (!token?.sessionId) return null
  const user = await resumeSession(shared().db, token.sessionId, new Date(), how).catch((error) => {
    throw unavailableBehind(error) ?? error
  })
  return user && { ...user, sessionId: token.sessionId }
}

async function contextOf(user: Awaited<ReturnType<typeof resumedUser>>): Promise<Context> {
  return contextFor(actorOf(user), await headers(), "page")
}
