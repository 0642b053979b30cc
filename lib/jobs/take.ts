import type { JobName, Jobs, Queue } from "../../db/queue"
import { noteFailure } from "../core/current"
import { log, traceOf } from "../core/log"

/**
 * Takes the job of a queue that waits longest and does it. One that fails is tried again after a while, as often as the
 * queue's rules say. Returns whether there was one.
 */
export async function takeNext<N extends JobName>(
  queue: Queue,
  name: N,
  work: (data: Jobs[N]) => Promise<unknown>,
) {
  const [job] = await queue.fetch<Jobs[N]>(name)
  if (!job) return false
  try {
    await work(job.data)
    await queue.complete(name, job.id)
  } catch (error) {
    noteFailure()
    log().error({ queue: name, jobId: job.id, ...traceOf(error) }, "a job failed")
    await queue.fail(name, job.id)
  }
  return true
}
