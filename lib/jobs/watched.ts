import { randomUUID } from "node:crypto"
import { type Current, runAs } from "../core/current"
import { log } from "../core/log"
import { metrics } from "../core/metrics"

/**
 * Does work under an id of its own, which stands in its lines of the log and in the history. What turns out to have been
 * a job, by answering true or by failing, is counted and timed.
 */
export async function watched(what: string, work: () => Promise<unknown>): Promise<unknown> {
  const now: Current = { requestId: randomUUID() }
  const began = performance.now()
  const end = (failed: boolean) => {
    const job = now.job ?? what.toLowerCase().replaceAll(" ", "_")
    const outcome = failed ? "failed" : "done"
    const ms = performance.now() - began
    metrics().jobs.inc({ job, outcome })
    metrics().jobDurations.observe({ job }, ms / 1000)
    log().info({ requestId: now.requestId, job, outcome, ms: Math.round(ms) }, "a job ended")
  }
  return runAs(now, async () => {
    try {
      const worked = await work()
      if (worked === true) end(now.failed === true)
      return worked
    } catch (error) {
      end(true)
      throw error
    }
  })
}
