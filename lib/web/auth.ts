import "server-only"
import type { NextAuthOptions } from "next-auth"
import CredentialsProvider from "next-auth/providers/credentials"
import { log } from "../core/log"
import { metrics } from "../core/metrics"
import { env } from "../env"
import { SESSION_LASTS_MS } from "../users/open-sessions"
import { signIn } from "../users/sign-in"
import { contextFor } from "./context"
import { authCookies, openToken } from "./cookies"
import { limited } from "./limited"
import { outcomeOf } from "./outcome"

declare module "next-auth" {
  interface User {
    sessionId: string
    role: "admin" | "staff"
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string
    role?: "admin" | "staff"
  }
}

/** next-auth's settings. The token holds only the id of the session's row; the row decides at every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    cookies: authCookies(),
    jwt: { decode: openToken },
    session: { strategy: "jwt", maxAge: SESSION_LASTS_MS / 1000 },
    pages: { signIn: "/login", error: "/login" },
    logger: {
      error: (code) => log().error({ fault: code }, "next-auth failed"),
      warn: (code) => log().warn({ fault: code }, "next-auth warned"),
      debug: () => {},
    },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {} },
        authorize: (credentials, request) => authorize(credentials ?? {}, new Headers(request.headers ?? {})),
      }),
    ],
    callbacks: {
      // Our pages go where they want by themselves.
      redirect: ({ baseUrl }) => baseUrl,
      jwt({ token, user }) {
        if (!user) return token
        return { sub: user.id, sessionId: user.sessionId, role: user.role }
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
  }
}

type Credentials = { email?: string; password?: string; code?: string }

const refusals = new Set(["too_many", "code_needed", "code_wrong", "invalid"])

async function authorize(credentials: Credentials, headers: Headers) {
  const came = (outcome: string) => metrics().signIns.inc({ outcome })
  try {
    const session = await sessionFor(credentials, headers)
    came(session ? "signed_in" : "wrong")
    return session
  } catch (error) {
    const why = (error as Error).message
    came(refusals.has(why) ? why : "failed")
    throw error
  }
}

async function sessionFor({ email = "", password = "", code = "" }: Credentials, headers: Headers) {
  const ctx = contextFor({ kind: "visitor" }, headers, "page")
  const input = { email, password, code, userAgent: headers.get("user-agent") }
  const outcome = await outcomeOf(ctx.requestId, () =>
    limited("wrongPasswords", ctx.actor, headers, () => signIn(ctx, input), isWrong),
  )
  // next-auth puts the message of an error into an address.
  if (!outcome.ok) throw new Error(outcome.error.kind === "rate_limited" ? "too_many" : outcome.error.kind)
  const answer = outcome.data
  if (answer && "sessionId" in answer)
    return { id: answer.userId, sessionId: answer.sessionId, role: answer.role }
  if (answer) throw new Error(`code_${answer.code}`)
  return null
}

/** A right password whose code is still to come is not a wrong try. */
const isWrong = (answer: Awaited<ReturnType<typeof signIn>>) =>
  answer === null || ("code" in answer && answer.code === "wrong")
