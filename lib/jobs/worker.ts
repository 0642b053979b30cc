import { setTimeout as sleep } from "node:timers/promises"
import { asc, inArray } from "drizzle-orm"
import type postgres from "postgres"
import type { Database } from "../../db/client"
import { imports } from "../../db/schema"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { advanceImport } from "../imports/advance"
import { alone } from "./alone"

export type Worker = { stop: () => Promise<void> }

type Connection = { db: Database; sql: postgres.Sql; timeZone: string }

const PAUSE_MS = 1000
const REST_AFTER_FAILURE_MS = 15_000

/**
 * Does the work that waits in the database, until it is stopped: imports that are to be read, written or undone. The
 * state of an import is the job, so whatever was interrupted goes on here or in another worker; a lock that Postgres
 * gives up with the connection keeps two from doing the same. `stop` waits for the batch that is being written.
 */
export function startWorker(connection: Connection): Worker {
  const ending = new AbortController()
  const resting = new Map<string, number>()
  const ended = loop()
  return {
    stop: async () => {
      ending.abort()
      await ended
    },
  }

  async function loop() {
    while (!ending.signal.aborted) {
      const worked = await workOnce(connection, resting, ending.signal).catch((error) => {
        log().error(traceOf(error), "the worker could not read its work")
        return false
      })
      if (!worked) await sleep(PAUSE_MS, undefined, { signal: ending.signal, ref: false }).catch(() => {})
    }
  }
}

async function workOnce(
  { db, sql, timeZone }: Connection,
  resting: Map<string, number>,
  signal: AbortSignal,
) {
  const waiting = await db
    .select({ id: imports.id })
    .from(imports)
    .where(inArray(imports.state, ["checking", "running", "undoing"]))
    .orderBy(asc(imports.updatedAt))
  const context = (): Context => {
    signal.throwIfAborted()
    return { db, actor: { kind: "system", name: "Worker" }, now: new Date(), timeZone, requestId: "worker" }
  }
  for (const { id } of waiting) {
    if (signal.aborted || (resting.get(id) ?? 0) > Date.now()) continue
    try {
      if (await alone(sql, id, () => advanceImport(context, id))) return true
    } catch (error) {
      if (signal.aborted) return false
      resting.set(id, Date.now() + REST_AFTER_FAILURE_MS)
      log().error({ importId: id, ...traceOf(error) }, "an import could not go on")
    }
  }
  return false
}
