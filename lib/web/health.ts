import "server-only"
import { sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { workersAt } from "../schedule/workers"
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
    worker: hasInlineWorker() ? "ok" : await elsewhere(db, database),
  }
  return { status: database ? ("ok" as const) : ("unavailable" as const), checks }
}

/** Whether a worker of another process is there; "off" when there was none for a day. */
async function elsewhere(db: Database, isThere: boolean) {
  const workers = isThere && (await workersAt(db, new Date()).catch(() => null))
  if (!workers) return "unavailable"
  if (workers.here.length > 0) return "ok"
  return workers.missing.length > 0 ? "unavailable" : "off"
}

async function answers(work: PromiseLike<unknown>): Promise<boolean> {
  const patience = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref())
  const answer = Promise.resolve(work).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, patience])
}
