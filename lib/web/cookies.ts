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

/** How next-auth finds and opens the session's cookie. */
export const tokenOptions = () => ({
  secret: env().AUTH_SECRET,
  cookieName: authCookies().sessionToken.name,
  secureCookie: isSecure(),
})
