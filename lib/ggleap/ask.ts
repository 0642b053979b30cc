import { z } from "zod"
import { AppError } from "../core/errors"

/** So long ggLeap may take for each answer. */
const PATIENCE_MS = 10_000

const Auth = z.object({ Jwt: z.string().min(1).max(10_000) })

type Settings = { apiKey: string; baseUrl: string; authPath: string; patienceMs?: number }
type Method = "GET" | "POST"

/**
 * Asks ggLeap and gives the JSON that it answers: undefined for 404, null for none. Lets itself in when it must, and once
 * more when what it was let in with ran out. Throws as `Ggleap` says; no error quotes what was sent or came back.
 */
export function asker({ apiKey, baseUrl, authPath, patienceMs = PATIENCE_MS }: Settings) {
  let jwt: Promise<string> | undefined

  return async (method: Method, path: string, body?: unknown): Promise<unknown> => {
    const used = letIn()
    const answer = await send(method, path, body, await used)
    if (answer.status !== 401) return read(answer)
    // Whoever noticed first fetches it again; the others use that one.
    if (jwt === used) jwt = undefined
    return read(await send(method, path, body, await letIn()))
  }

  function letIn(): Promise<string> {
    jwt ??= authenticate().catch((error) => {
      jwt = undefined
      throw error
    })
    return jwt
  }

  async function authenticate() {
    const answer = await read(await send("POST", authPath, { AuthToken: apiKey }))
    const parsed = Auth.safeParse(answer)
    if (!parsed.success)
      throw new AppError("conflict", "ggLeap did not let the CRM in. Check GGLEAP_API_KEY.")
    return parsed.data.Jwt
  }

  async function send(method: Method, path: string, body: unknown, token?: string): Promise<Answer> {
    try {
      const response = await fetch(baseUrl.replace(/\/+$/, "") + path, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        // The key goes to the address of the settings and to no other.
        redirect: "error",
        signal: AbortSignal.timeout(patienceMs),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch {
      throw away()
    }
  }
}

type Answer = { status: number; headers: Headers; text: string }

function read({ status, headers, text }: Answer): unknown {
  if (status === 404) return undefined
  if (status === 401 || status === 403)
    throw new AppError("conflict", "ggLeap does not accept the key of the CRM. Check GGLEAP_API_KEY.")
  if (status === 429 || status >= 500) throw away(Number(headers.get("retry-after")))
  if (status < 200 || status >= 300) throw new AppError("conflict", `ggLeap refused this (status ${status}).`)
  try {
    return text === "" ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function away(retryAfterSeconds?: number) {
  const message = "ggLeap did not answer. Please try again in a few minutes."
  return new AppError("unavailable", message, retryAfterSeconds ? { retryAfterSeconds } : {})
}
