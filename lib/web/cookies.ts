import { decode, type JWT, type JWTDecodeParams } from "next-auth/jwt"
import { env } from "../env"

const isSecure = () => env().APP_URL.startsWith("https://")

/**
 * The name of a cookie and how it is kept. Over https it is `__Host-`: the browser takes it from this host alone, over
 * https alone. Plain http, as on a developer's machine, knows no such names.
 */
export function cookieFor(name: string, path = "/") {
  const secure = isSecure()
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: "lax" as const, secure, path: secure ? "/" : path },
  }
}

/** The cookies of next-auth; each browser that is signed in has one with the session's id. */
export const authCookies = () => ({
  sessionToken: cookieFor("next-auth.session-token"),
  callbackUrl: cookieFor("next-auth.callback-url"),
  csrfToken: cookieFor("next-auth.csrf-token"),
})

/** Opens a session's cookie, also one that was made under the secret before. */
export async function openToken(given: JWTDecodeParams): Promise<JWT | null> {
  const { AUTH_SECRET_PREVIOUS } = env()
  if (!AUTH_SECRET_PREVIOUS) return decode(given)
  return decode(given).catch(() => decode({ ...given, secret: AUTH_SECRET_PREVIOUS }))
}

/** How next-auth finds and opens the session's cookie. */
export const tokenOptions = () => ({
  secret: env().AUTH_SECRET,
  decode: openToken,
  cookieName: authCookies().sessionToken.name,
  secureCookie: isSecure(),
})
