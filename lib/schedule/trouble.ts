import { and, eq, gte } from "drizzle-orm"
import { z } from "zod"
import { jobRuns } from "../../db/schema"
import { query } from "../core/operation"
import { workersAt } from "./workers"

const DAY_MS = 24 * 3_600_000

/** What an admin should know of: that no worker is there, and the jobs that were given up within a day. */
export const scheduleTrouble = query({
  permission: "jobs.manage",
  input: z.strictObject({}),
  async run({ db, now }) {
    const [{ here }, failed] = await Promise.all([
      workersAt(db, now),
      db
        .selectDistinct({ job: jobRuns.job })
        .from(jobRuns)
        .where(and(eq(jobRuns.state, "failed"), gte(jobRuns.createdAt, new Date(now.getTime() - DAY_MS)))),
    ])
    return { running: here.length > 0, failed: failed.map(({ job }) => job) }
  },
})
