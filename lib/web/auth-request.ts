import "server-only"
import { NextRequest } from "next/server"
import { bytesOf } from "./api/bytes"

const MOST_BYTES = 16 * 1024

/** What the pages ask of next-auth; it has more, such as a log that anybody may write into. */
const used = {
  GET: ["csrf", "providers", "session"],
  POST: ["callback/credentials", "signout"],
}

/** Whether this is one of the calls that our own pages make. */
export function isUsed({ method, url }: Request): boolean {
  const call = new URL(url).pathname.replace(/^\/api\/auth\//, "")
  return used[method as keyof typeof used]?.includes(call) ?? false
}

/**
 * The request with its body read, as next-auth would read it without end, and without the address to go to afterwards, to
 * which next-auth answers 500 where it is none. Throws HttpProblem 413.
 */
export async function withSmallBody(request: Request): Promise<NextRequest> {
  const { method, headers } = request
  const url = new URL(request.url)
  url.searchParams.delete("callbackUrl")
  if (method === "GET") return new NextRequest(url, { headers })
  const body = await bytesOf(request, MOST_BYTES, "The body is larger than 16 kB.")
  return new NextRequest(url, { method, headers, body })
}
