import { request as overHttp } from "node:http"
import { request as overHttps } from "node:https"
import { PrivateAddress, publicLookup, requirePublicHost } from "./public-address"

/** So long a receiver may take to answer. */
export const PATIENCE_MS = 15_000

/** Of an answer this much is kept. */
const KEPT_BYTES = 4096

export type Message = { url: string; body: Uint8Array; headers: Record<string, string> }

/** What became of one try: an answer with the beginning of its body, or why there was none. */
export type Sent =
  | { status: number; answer: string; retryAfter: string | null }
  | { status: null; fault: "timeout" | "unreachable" | "private_address" | "bad_address" }

export type Rules = { privateTargets?: boolean; patienceMs?: number }

/**
 * Sends a message once and follows no redirect. Connects only to public addresses, unless private ones are allowed.
 * Never throws: whatever a receiver does is an outcome.
 */
export function send(message: Message, { privateTargets = false, patienceMs = PATIENCE_MS }: Rules = {}) {
  return new Promise<Sent>((done) => {
    const fail = (fault: (Sent & { status: null })["fault"]) => done({ status: null, fault })
    const url = URL.canParse(message.url) ? new URL(message.url) : null
    if (!url || !["http:", "https:"].includes(url.protocol)) return fail("bad_address")
    try {
      if (!privateTargets) requirePublicHost(url)
    } catch {
      return fail("private_address")
    }
    const over = url.protocol === "https:" ? overHttps : overHttp
    const asked = over(url, {
      method: "POST",
      headers: {
        ...message.headers,
        "content-type": "application/json",
        "content-length": String(message.body.byteLength),
        "user-agent": "BEC-CRM/1.0",
      },
      agent: false,
      ...(privateTargets ? {} : { lookup: publicLookup }),
    })
    // One limit for all of it: a receiver that answers byte by byte is not waited for either.
    const timer = setTimeout(() => {
      fail("timeout")
      asked.destroy()
    }, patienceMs)
    asked.on("error", (error) => {
      clearTimeout(timer)
      fail(error instanceof PrivateAddress ? "private_address" : "unreachable")
    })
    asked.on("response", (response) => {
      const chunks: Buffer[] = []
      let size = 0
      const end = () => {
        clearTimeout(timer)
        const answer = Buffer.concat(chunks)
          .subarray(0, KEPT_BYTES)
          .toString("utf8")
          .replaceAll("\0", "\uFFFD")
        done({
          status: response.statusCode ?? 0,
          answer: answer.toWellFormed(),
          retryAfter: response.headers["retry-after"] ?? null,
        })
        asked.destroy()
      }
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size >= KEPT_BYTES) end()
      })
      response.on("end", end)
      response.on("error", end)
    })
    asked.end(message.body)
  })
}
