import { randomUUID } from "node:crypto"
import { type Current, idsOf, runAs } from "../core/current"
import { log } from "../core/log"
import { metrics } from "../core/metrics"
import { beginWhole, runIn } from "../core/trace"

/**
 * Does work under an id of its own, which stands in its lines of the log and in the history. What turns out to have been
 * a job, by answering true or by failing, is counted and timed.
 */
export async function watched(what: string, work: () => Promise<unknown>): Promise<unknown> {
  const span = beginWhole(what, "internal")
  // Most looks find nothing to do; of those nothing is sent.
  const held: (() => void)[] = []
  const now: Current = { requestId: randomUUID(), traceId: span?.traceId }
  const began = performance.now()
  const end = (failed: boolean) => {
    const job = now.job ?? what.toLowerCase().replaceAll(" ", "_")
    const outcome = failed ? "failed" : "done"
    const ms = performance.now() - began
    metrics().jobs.inc({ job, outcome })
    metrics().jobDurations.observe({ job }, ms / 1000)
    span?.say(`job ${job}`, { "job.name": job, "request.id": now.requestId })
    for (const send of held) send()
    span?.end(failed ? "failed" : undefined)
    log().info({ ...idsOf(now), job, outcome, ms: Math.round(ms) }, "a job ended")
  }
  return runAs(now, async () => {
    try {
      const worked = await runIn(span && { ...span, held }, work)
      if (worked === true) end(now.failed === true)
      return worked
    } catch (error) {
      end(true)
      throw error
    }
  })
}
