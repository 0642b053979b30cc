import "server-only"
import { admissionToMetrics } from "../core/metrics-token"
import type { Context } from "../core/operation"
import { type Examined, examine } from "../doctor/examine"
import { problemOf } from "./api/problem"
import { contextFor } from "./context"
import { health } from "./health"
import { shared } from "./process"
import { read } from "./read"
import { staffContext } from "./session"

/** What the checks look at from this process. */
function surroundings() {
  return { given: { ...process.env }, redis: shared().redis, clock: Date.now }
}

/** What the checks find, for a page. */
export function examined(): Promise<Examined[]> {
  return read(examine, surroundings())
}

/**
 * What the checks find beside what everybody may know of the state of this process, for whoever sends METRICS_TOKEN and
 * for an admin who is signed in; 503 when a check fails, else 200.
 */
export async function deepHealth(headers: Headers): Promise<Response> {
  try {
    const found = await examine(await examinerOf(headers), surroundings())
    const failed = found.some(({ state }) => state === "fail")
    const body = {
      status: failed ? "unavailable" : "ok",
      checks: (await health()).checks,
      found: found.map(({ id, title, state, says, remedy }) => ({ id, title, state, says, remedy })),
    }
    return Response.json(body, { status: failed ? 503 : 200, headers: { "Cache-Control": "no-store" } })
  } catch (error) {
    return problemOf(error, "none")
  }
}

async function examinerOf(headers: Headers): Promise<Context> {
  if (admissionToMetrics(headers.get("authorization")) !== 200) return await staffContext()
  return contextFor({ kind: "system", name: "Monitor" }, headers, "api")
}
