import type { Jobs, Queue } from "../../db/queue"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { beginRun, endRun } from "../schedule/runs"
import type { Handler } from "./handlers"

/**
 * Does the run of a scheduled job that waits longest. What fails is tried again after a while, as often as the queue's rules
 * say. Returns whether there was one.
 */
export async function doNextRun(
  queue: Queue,
  context: () => Context,
  handlers: Record<string, Handler>,
): Promise<boolean> {
  const [job] = await queue.fetch<Jobs["runs"]>("runs")
  if (!job) return false
  const { runId: id } = job.data
  try {
    const run = await beginRun(context(), { id })
    const outcome = run && (await handlers[run.job]?.(context(), run.slotAt))
    if (outcome) await endRun(context(), { id, outcome })
    await queue.complete("runs", job.id)
  } catch (error) {
    log().error({ runId: id, ...traceOf(error) }, "a scheduled job failed")
    await queue.fail("runs", job.id)
  }
  return true
}

/** Notes that a run was given up after its last try. Returns whether there was one. */
export async function giveUpNextRun(queue: Queue, context: () => Context): Promise<boolean> {
  const [job] = await queue.fetch<Jobs["runs"]>("runs_given_up")
  if (!job) return false
  await endRun(context(), { id: job.data.runId, outcome: null })
  await queue.complete("runs_given_up", job.id)
  return true
}
