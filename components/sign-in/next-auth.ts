// What the pages ask of next-auth's routes. Its own code for browsers is 10 kB, and leaves the page where no answer comes.

/** Signs in. `error` is why not, as the server names it. Throws when the server does not answer. */
export async function signIn(fields: Record<string, string>): Promise<{ ok: boolean; error: string | null }> {
  const answer = await post("callback/credentials", fields)
  const { url } = await answer.json()
  return { ok: answer.ok, error: new URL(url).searchParams.get("error") }
}

/** Takes the token out of this browser. */
export async function forgetToken(): Promise<void> {
  await post("signout", {})
}

async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const asked = await fetch("/api/auth/csrf")
  const { csrfToken } = await asked.json()
  return fetch(`/api/auth/${path}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  })
}
