import { desc, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { jobRuns, users } from "../../db/schema"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { settingsOf } from "../settings/records"
import { scheduledJobNames, scheduledJobs } from "./jobs"
import { nextSlot } from "./slots"
import { workersAt } from "./workers"

const PAGE = 50

/** The workers that are there or missing, and each scheduled job with its next slot and its latest run, if any. */
export const clockwork = query({
  permission: "jobs.manage",
  input: z.strictObject({}),
  async run({ db, now, timeZone }) {
    const settings = await settingsOf(db, ["closingTime"])
    const latest = await latestRuns(db)
    const jobs = scheduledJobNames.map((job) => ({
      job,
      when: scheduledJobs[job].when(settings),
      next: nextSlot(scheduledJobs[job].when(settings), now, timeZone),
      latest: latest.get(job) ?? null,
    }))
    return { workers: await workersAt(db, now), jobs }
  },
})

/** What was due or asked for, newest first, with what came of it. */
export const listRuns = query({
  permission: "jobs.manage",
  input: z.strictObject({ cursor: z.string().nullish() }),
  async run({ db }, { cursor }) {
    const after = readCursor(cursor)
    const rows = await selectRuns(db)
      .where(
        after && sql`(${jobRuns.createdAt}, ${jobRuns.id}) < (${after.key}::timestamptz, ${after.id}::uuid)`,
      )
      .orderBy(desc(jobRuns.createdAt), desc(jobRuns.id))
      .limit(PAGE + 1)
    return pageOf(rows, PAGE, (row) => row.createdAt.toISOString())
  },
})

export type Run = Awaited<ReturnType<typeof selectRuns>>[number]

function selectRuns(db: Database) {
  return db
    .select({
      id: jobRuns.id,
      job: jobRuns.job,
      slotAt: jobRuns.slotAt,
      askedBy: users.name,
      state: jobRuns.state,
      tries: jobRuns.tries,
      outcome: jobRuns.outcome,
      createdAt: jobRuns.createdAt,
      finishedAt: jobRuns.finishedAt,
    })
    .from(jobRuns)
    .leftJoin(users, eq(users.id, jobRuns.askedBy))
    .$dynamic()
}

async function latestRuns(db: Database): Promise<Map<string, Run>> {
  const newest = db
    .selectDistinctOn([jobRuns.job], { id: jobRuns.id })
    .from(jobRuns)
    .orderBy(jobRuns.job, desc(jobRuns.createdAt), desc(jobRuns.id))
  const rows = await selectRuns(db).where(inArray(jobRuns.id, newest))
  return new Map(rows.map((run) => [run.job, run]))
}
