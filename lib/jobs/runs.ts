import type { Queue } from "../../db/queue"
import { noteJob } from "../core/current"
import type { Context } from "../core/operation"
import { beginRun, endRun } from "../schedule/runs"
import type { Handler } from "./handlers"
import { takeNext } from "./take"

/** Does the run of a scheduled job that waits longest in a queue of theirs. Returns whether there was one. */
export function doNextRun(
  queue: Queue,
  context: () => Context,
  handlers: Record<string, Handler>,
  name: "runs" | "backups" = "runs",
) {
  return takeNext(queue, name, async ({ runId: id }) => {
    const run = await beginRun(context(), { id })
    if (!run) return
    noteJob(run.job)
    const handler = handlers[run.job]
    if (!handler) throw new Error("nobody here knows this job")
    await endRun(context(), { id, outcome: await handler(context(), run.slotAt) })
  })
}

/** Notes that a run was given up after its last try. Returns whether there was one. */
export function giveUpNextRun(queue: Queue, context: () => Context) {
  return takeNext(queue, "runs_given_up", ({ runId: id }) => endRun(context(), { id, outcome: null }))
}
