import { and, eq } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { ask } from "../../db/queue"
import { jobRuns, schedules } from "../../db/schema"
import { type Inside, operation } from "../core/operation"
import { settingsOf } from "../settings/records"
import { type ScheduledJob, scheduledJobNames, scheduledJobs } from "./jobs"
import { queueOf } from "./runs"
import { slotsBetween } from "./slots"

/**
 * Asks for each scheduled job that has become due since this was called last, here or elsewhere: each slot once, whoever
 * calls. Of several slots of a job that were missed, the latest is made up for unless it is too late for it; the others
 * are noted as skipped. What is seen for the first time begins now. Returns how many jobs were asked for.
 */
export const fireDue = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run(inside) {
    const { tx, now, timeZone } = inside
    const settings = await settingsOf(tx, ["closingTime"])
    const known = await tx.select().from(schedules)
    const fresh = scheduledJobNames.filter((job) => !known.some((one) => one.job === job))
    if (fresh.length > 0)
      await tx
        .insert(schedules)
        .values(fresh.map((job) => ({ job, lookedUntil: now })))
        .onConflictDoNothing()
    let asked = 0
    for (const { job, lookedUntil } of known) {
      const rule: ScheduledJob | undefined = scheduledJobs[job as keyof typeof scheduledJobs]
      const due = rule ? slotsBetween(rule.when(settings), lookedUntil, now, timeZone) : []
      if (rule && due.length > 0 && (await isOurs(inside, job, lookedUntil)))
        asked += await fire(inside, job, rule, due)
    }
    return asked
  },
})

/** Whoever moves the mark on does what lies between; another who read the same mark waits here and then finds it gone. */
async function isOurs({ tx, now }: Inside, job: string, lookedUntil: Date): Promise<boolean> {
  const moved = await tx
    .update(schedules)
    .set({ lookedUntil: now })
    .where(and(eq(schedules.job, job), eq(schedules.lookedUntil, lookedUntil)))
    .returning({ job: schedules.job })
  return moved.length > 0
}

async function fire(
  { tx, now }: Inside,
  job: string,
  { lateByMs }: ScheduledJob,
  due: Date[],
): Promise<number> {
  const latest = due.at(-1)
  const inTime = latest && now.getTime() - latest.getTime() <= lateByMs
  const rows = due.map((slotAt) =>
    inTime && slotAt === latest
      ? { id: v7(), job, slotAt, state: "waiting" as const, createdAt: now }
      : { id: v7(), job, slotAt, state: "skipped" as const, createdAt: now, finishedAt: now },
  )
  const made = await tx.insert(jobRuns).values(rows).onConflictDoNothing().returning()
  const waiting = made.filter(({ state }) => state === "waiting")
  for (const { id } of waiting) await ask(tx, queueOf(job), { runId: id })
  return waiting.length
}
