import { expect } from "vitest"
import type { Server } from "../support/server"
import { openApiChecker } from "./openapi-check"

export type Answer = {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body, the test itself says
  body: any
}

type Sending = { body?: unknown; headers?: Record<string, string>; raw?: BodyInit }
export type Api = ReturnType<ReturnType<typeof apiOf>["as"]>
type Credentials = Record<string, string>

/**
 * Clients of a server's API. No answer may be a 5xx, every one is held against openapi.json, and all texts that were sent are kept in
 * `sent`, so that they can be looked for where they must not be. The server need not run yet.
 * With an `address`, limits count them apart from whoever else asks from this machine.
 */
export function apiOf(server: Pick<Server, "url" | "output">, address?: string) {
  let checker: Promise<ReturnType<typeof openApiChecker>> | undefined
  const sent = new Set<string>()
  return { sent, as }

  async function describedChecker() {
    return openApiChecker(await (await fetch(`${server.url}/api/v1/openapi.json`)).json())
  }

  /** Credentials that are only there once the tests begin come from a function. */
  function as(given: Credentials | (() => Credentials)) {
    const credentials = () => (typeof given === "function" ? given() : given)
    const call = async (
      method: string,
      path: string,
      { body, headers, raw }: Sending = {},
    ): Promise<Answer> => {
      for (const text of textsIn(body)) sent.add(text)
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method,
        ...(raw instanceof ReadableStream && { duplex: "half" }),
        redirect: "manual",
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(address && { "x-forwarded-for": address }),
          ...credentials(),
          ...headers,
        },
        body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      })
      const text = await answer.text()
      expect(answer.status, `${method} ${path} -> ${text}\n${server.output().slice(-2000)}`).toBeLessThan(500)
      const type = answer.headers.get("content-type") ?? ""
      const read = text !== "" && /\bjson\b/.test(type) ? JSON.parse(text) : text || undefined
      const exchange = { method, path: `/api/v1${path}`, status: answer.status, type, body: read }
      checker ??= describedChecker()
      expect(
        (await checker)(exchange),
        `${method} ${path} -> ${answer.status} ${text.slice(0, 500)}`,
      ).toBeUndefined()
      return { status: answer.status, headers: answer.headers, text, body: read }
    }
    return {
      get credentials() {
        return credentials()
      },
      call,
      get: (path: string, sending?: Sending) => call("GET", path, sending),
      post: (path: string, body?: unknown, headers?: Record<string, string>) =>
        call("POST", path, { body, headers }),
      patch: (path: string, body?: unknown, headers?: Record<string, string>) =>
        call("PATCH", path, { body, headers }),
      delete: (path: string) => call("DELETE", path),
      checkIn: (clientId: string, key: string = crypto.randomUUID(), more: object = {}) =>
        call("POST", "/check-ins", {
          body: { client_id: clientId, ...more },
          headers: { "idempotency-key": key },
        }),
      /** A new client of this name; throws when refused. */
      addClient: async (client: Record<string, unknown> = {}) => {
        const body = { first_name: "Rosalind", last_name: "Quillfeather", allow_duplicate: true, ...client }
        const answer = await call("POST", "/clients", { body })
        expect(answer.status, answer.text).toBe(201)
        return answer.body as Record<string, unknown> & { id: string }
      },
    }
  }
}

/** The texts in a body that are long enough to be looked for; not what any log may hold. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string")
    return value.length < 6 || value.length > 2000 || harmless.test(value) ? [] : [value]
  if (typeof value !== "object" || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const harmless = /^([0-9a-f-]{36}|\d{4}-\d\d-\d\d|unlimited|\W*)$/

/** A problem document as RFC 9457 and product.md have it. */
export function expectProblem(answer: Answer, status: number) {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get("content-type")).toBe("application/problem+json")
  expect(answer.body).toMatchObject({ type: "about:blank", status, title: expect.any(String) })
  expect(answer.body.detail.length).toBeGreaterThan(5)
}
