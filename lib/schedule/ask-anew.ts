import { eq } from "drizzle-orm"
import { z } from "zod"
import { ask } from "../../db/queue"
import { jobRuns } from "../../db/schema"
import { operation } from "../core/operation"
import { type ScheduledJob, scheduledJobs } from "./jobs"
import { queueOf } from "./runs"

/**
 * Asks again for the jobs that wait, in a database whose queues are new; what it is too late for is left out. Returns how
 * many were asked for.
 */
export const askAnew = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run({ tx, now }) {
    const waiting = await tx.select().from(jobRuns).where(eq(jobRuns.state, "waiting"))
    let asked = 0
    for (const { id, job, slotAt } of waiting) {
      const rule: ScheduledJob | undefined = scheduledJobs[job as keyof typeof scheduledJobs]
      const due = slotAt ?? now
      if (rule && now.getTime() - due.getTime() <= rule.lateByMs) {
        await ask(tx, queueOf(job), { runId: id })
        asked += 1
      } else await tx.update(jobRuns).set({ state: "skipped", finishedAt: now }).where(eq(jobRuns.id, id))
    }
    return asked
  },
})
