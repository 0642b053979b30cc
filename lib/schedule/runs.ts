import { and, eq, sql } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { ask } from "../../db/queue"
import { jobRuns } from "../../db/schema"
import { personOf } from "../core/actor"
import { AppError } from "../core/errors"
import { uuid } from "../core/fields"
import { operation } from "../core/operation"
import { scheduledJobNames } from "./jobs"

/** Asks for a scheduled job now. Throws conflict while one waits that somebody asked for. */
export const askForRun = operation({
  permission: "jobs.manage",
  input: z.strictObject({ job: z.enum(scheduledJobNames, "This job is not known.") }),
  async run({ tx, now, actor, record }, { job }) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`run:${job}`}, 0))`)
    const [waiting] = await tx
      .select({ id: jobRuns.id })
      .from(jobRuns)
      .where(and(eq(jobRuns.job, job), eq(jobRuns.state, "waiting")))
      .limit(1)
    if (waiting) throw new AppError("conflict", "This is under way already.")
    const run = { id: v7(), job, askedBy: personOf(actor).id, state: "waiting" as const, createdAt: now }
    await tx.insert(jobRuns).values(run)
    await ask(tx, queueOf(job), { runId: run.id })
    record("job.asked_for", { job })
    return { id: run.id }
  },
})

/** Where the runs of a job wait: backups are made where the directory of the backups is, and may take long. */
export const queueOf = (job: string) => (job === "backup" ? "backups" : "runs")

/** Notes that a run is tried, and returns its job and when it was due; undefined when it is over or gone. */
export const beginRun = operation({
  permission: "jobs.run",
  input: z.strictObject({ id: uuid }),
  async run({ tx }, { id }) {
    const [run] = await tx
      .update(jobRuns)
      .set({ tries: sql`${jobRuns.tries} + 1` })
      .where(and(eq(jobRuns.id, id), eq(jobRuns.state, "waiting")))
      .returning({ job: jobRuns.job, slotAt: jobRuns.slotAt, createdAt: jobRuns.createdAt })
    return run && { job: run.job, slotAt: run.slotAt ?? run.createdAt }
  },
})

/** Notes what a run did, or that it was given up. Changes nothing where that is noted already. */
export const endRun = operation({
  permission: "jobs.run",
  input: z.strictObject({ id: uuid, outcome: z.record(z.string(), z.number()).nullable() }),
  async run({ tx, now }, { id, outcome }) {
    await tx
      .update(jobRuns)
      .set({ state: outcome ? "done" : "failed", outcome, finishedAt: now })
      .where(and(eq(jobRuns.id, id), eq(jobRuns.state, "waiting")))
  },
})
