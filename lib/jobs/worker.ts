import { setTimeout as sleep } from "node:timers/promises"
import { asc, inArray } from "drizzle-orm"
import type postgres from "postgres"
import type { Database } from "../../db/client"
import { imports } from "../../db/schema"
import type { Sealer } from "../core/crypto"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { advanceImport } from "../imports/advance"
import { deliverNext } from "../webhooks/deliver"
import { dispatchOutbox, redactOld } from "../webhooks/dispatch"
import { keepTargetOfSetting } from "../webhooks/targets"
import { alone } from "./alone"

export type Worker = { stop: () => Promise<void> }

/** What the settings say about events that go out. */
export type WebhookSettings = {
  mode: "production" | "dev_log"
  privateTargets: boolean
  /** The target that stands in the settings, if one does. */
  url: string | null
  secret: string | null
}

type Connection = {
  db: Database
  sql: postgres.Sql
  timeZone: string
  sealer: Sealer
  webhooks: WebhookSettings
}

const PAUSE_MS = 1000
const REST_AFTER_FAILURE_MS = 15_000
const HOUR_MS = 3_600_000

/** So many messages are on their way at once. Each holds a connection to the database meanwhile. */
const SENDERS = 3

/**
 * Does the work that waits in the database, until it is stopped: imports that are to be read, written or undone, and
 * events that go out. The state of each is its job, so whatever was interrupted goes on here or in another worker; locks
 * that Postgres gives up with the connection keep two from doing the same. `stop` waits for what is in hand.
 */
export function startWorker(connection: Connection): Worker {
  const { db, timeZone, sealer, webhooks } = connection
  const ending = new AbortController()
  const resting = new Map<string, number>()
  const context = (): Context => {
    ending.signal.throwIfAborted()
    const actor = { kind: "system", name: "Worker" } as const
    return { db, actor, now: new Date(), timeZone, requestId: "worker", sealer }
  }
  const { mode, privateTargets, url, secret } = webhooks
  const ended = Promise.all([
    again("imports", () => advanceNext(connection, resting, context, ending.signal)),
    again("outbox", async () => (await dispatchOutbox(context(), {})) > 0),
    ...Array.from({ length: SENDERS }, () =>
      again("deliveries", () => deliverNext(context(), { mode, privateTargets })),
    ),
    again("redaction", () => redactOld(context(), {}), HOUR_MS),
    once("the target of the settings", () => keepTargetOfSetting(context(), { url, secret })),
  ])
  return {
    stop: async () => {
      ending.abort()
      await ended
    },
  }

  /** Does the work again and again: at once while it answers that there was some, else after a pause. */
  async function again(what: string, work: () => Promise<unknown>, pauseMs = PAUSE_MS) {
    while (!ending.signal.aborted) {
      const worked = await once(what, work)
      if (worked !== true)
        await sleep(pauseMs, undefined, { signal: ending.signal, ref: false }).catch(() => {})
    }
  }

  async function once(what: string, work: () => Promise<unknown>) {
    try {
      return await work()
    } catch (error) {
      if (!ending.signal.aborted) log().error({ what, ...traceOf(error) }, "the worker could not do its work")
      return false
    }
  }
}

/** One step of the import that waits longest; false when there is none, or all that there are rest after a failure. */
async function advanceNext(
  { db, sql }: Connection,
  resting: Map<string, number>,
  context: () => Context,
  signal: AbortSignal,
) {
  const waiting = await db
    .select({ id: imports.id })
    .from(imports)
    .where(inArray(imports.state, ["checking", "running", "undoing"]))
    .orderBy(asc(imports.updatedAt))
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
