const PATIENCE_MS = 5000

/** Asks an address as a stranger does. Redirects are told, not followed. Throws when nobody answers within 5 seconds. */
export function ask(url: string | URL, method: "GET" | "HEAD" = "GET"): Promise<Response> {
  return fetch(url, {
    method,
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
}
