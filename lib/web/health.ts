import "server-only"
import { sql } from "drizzle-orm"
import { hasInlineWorker } from "./inline-worker"
import { shared } from "./process"

const PATIENCE_MS = 3000

/** Whether this process can serve: only the database is vital. `redis` is "off" when none is configured. */
export async function health() {
  const { db, redis } = shared()
  const database = await answers(db.execute(sql`select 1`))
  const checks = {
    database: database ? "ok" : "unavailable",
    redis: redis ? ((await answers(redis.ping())) ? "ok" : "unavailable") : "off",
    worker: hasInlineWorker() ? "ok" : "off",
  }
  return { status: database ? ("ok" as const) : ("unavailable" as const), checks }
}

async function answers(work: PromiseLike<unknown>): Promise<boolean> {
  const patience = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref())
  const answer = Promise.resolve(work).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, patience])
}
