import { eq, lt } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { workers } from "../../db/schema"
import { uuid } from "../core/fields"
import { operation } from "../core/operation"

/** Who did not say for this long that they are there is gone. */
const GONE_AFTER_MS = 60_000
/** So long it is remembered that there was somebody. */
const FORGET_AFTER_MS = 24 * 3_600_000

/** Says that a worker is there. */
export const sayHere = operation({
  permission: "jobs.run",
  input: z.strictObject({ id: uuid, inline: z.boolean(), startedAt: z.date() }),
  async run({ tx, now }, worker) {
    await tx
      .insert(workers)
      .values({ ...worker, seenAt: now })
      .onConflictDoUpdate({ target: workers.id, set: { seenAt: now } })
    await tx.delete(workers).where(lt(workers.seenAt, new Date(now.getTime() - FORGET_AFTER_MS)))
  },
})

/** Says that a worker ended as it was told to. */
export const sayGone = operation({
  permission: "jobs.run",
  input: z.strictObject({ id: uuid }),
  async run({ tx }, { id }) {
    await tx.delete(workers).where(eq(workers.id, id))
  },
})

/** The workers that are there, and whether one is missing: it was there and did not end as it was told to. */
export async function workersAt(db: Database, now: Date) {
  const all = await db.select().from(workers).orderBy(workers.startedAt)
  const oldest = new Date(now.getTime() - GONE_AFTER_MS)
  return {
    here: all.filter(({ seenAt }) => seenAt >= oldest),
    missing: all.filter(({ seenAt }) => seenAt < oldest),
  }
}
