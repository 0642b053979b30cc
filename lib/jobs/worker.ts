import { setMaxListeners } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import pLimit from "p-limit"
import type postgres from "postgres"
import { v7 } from "uuid"
import type { Database } from "../../db/client"
import { sealEvents } from "../audit/seal"
import type { BackupSettings } from "../backups/back-up"
import type { Sealer } from "../core/crypto"
import { current } from "../core/current"
import type { Ggleap } from "../core/ggleap"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { planWelcome } from "../messages/plan"
import { releaseDue } from "../messages/release"
import { fireDue } from "../schedule/fire"
import { sayGone, sayHere } from "../schedule/workers"
import { deliverNext } from "../webhooks/deliver"
import { dispatchOutbox } from "../webhooks/dispatch"
import { keepTargetOfSetting } from "../webhooks/targets"
import { backupRuns } from "./backups"
import { handlers } from "./handlers"
import { importSteps } from "./imports"
import { placeNext } from "./placements"
import { opening } from "./queues"
import { doNextRun, giveUpNextRun } from "./runs"
import { statusWatch } from "./status-changes"
import { watched } from "./watched"

export type Worker = {
  /** Under which it says that it is there. */
  id: string
  stop: () => Promise<void>
}

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
  /** The same database, for the queues, which have connections of their own. */
  url: string
  /** Whether the worker is part of the web server. */
  inline: boolean
  timeZone: string
  sealer: Sealer
  webhooks: WebhookSettings
  messages: { on: boolean; sender: string | null }
  /** Undefined while ggLeap is not set up. */
  ggleap: Ggleap | undefined
  /** How this process makes backups; `elsewhere` when another one does, `off` when nobody does. */
  backups: BackupSettings | "elsewhere" | "off"
  /** Called each time it has told the database that it is there. */
  onHere?: () => void
}

const origin = { channel: "job", address: null } as const

const PAUSE_MS = 1000
const REST_AFTER_FAILURE_MS = 15_000
const SAY_HERE_EVERY_MS = 10_000
/** What happened is chained so soon after it. */
const SEAL_EVERY_MS = 3000
const WELCOME_EVERY_MS = 60_000
/** What the clock asks for comes on the minute: some seconds later is soon enough. */
const LOOK_EVERY_MS = 5000

/** Events on their way at once, each with a connection to the database; one of them also to targets that fail. */
const SENDERS = ["all", "working", "working"] as const

/**
 * Does the work that waits in the database, until it is stopped: imports that are to be read, written or undone, events
 * that go out, and what the clock asks for. The state of an import or a delivery is its job, so whatever was interrupted
 * goes on here or in another worker; locks that Postgres gives up with the connection keep two from doing the same. What is
 * scheduled waits in queues. `stop` waits for what is in hand.
 */
export function startWorker(connection: Connection): Worker {
  const { db, url, inline, timeZone, sealer, webhooks, messages, ggleap, backups, onHere } = connection
  const ending = new AbortController()
  // Each of the loops below listens.
  setMaxListeners(0, ending.signal)
  const known = (): Context => {
    const actor = { kind: "system", name: "Worker" } as const
    return {
      db,
      actor,
      now: new Date(),
      timeZone,
      requestId: current()?.requestId ?? "worker",
      origin,
      sealer,
      ggleap,
    }
  }
  const context = () => {
    ending.signal.throwIfAborted()
    return known()
  }
  const { mode, privateTargets, secret } = webhooks
  const me = { id: v7(), inline, startedAt: new Date() }
  const queues = opening(url)
  const tellChanges = statusWatch()
  // One batch at a time of an import and of what follows from it: the front desk needs the other processors.
  const inTurn = pLimit(1)
  const ended = Promise.all([
    again("imports", importSteps(connection, context, inTurn, ending.signal)),
    again("seals", async () => (await inTurn(() => sealEvents(context(), {}))) > 0, SEAL_EVERY_MS),
    again("outbox", async () => (await dispatchOutbox(context(), {})) > 0),
    ...SENDERS.map((targets) =>
      again("deliveries", async () => deliverNext(context(), { mode, privateTargets, targets })),
    ),
    again("schedule", async () => (await fireDue(context(), {})) > 0, LOOK_EVERY_MS),
    again("scheduled jobs", async () => doNextRun(await queues.open(), context, handlers)),
    again("welcomes", async () => planWelcome(context(), { slotAt: new Date() }), WELCOME_EVERY_MS),
    again("messages", async () => isSome(await releaseDue(context(), messages)), LOOK_EVERY_MS),
    again("backups", backupRuns(queues, context, backups, ending.signal), LOOK_EVERY_MS),
    again("ggLeap", async () => placeNext(await queues.open(), context)),
    again("jobs given up", async () => giveUpNextRun(await queues.open(), context), REST_AFTER_FAILURE_MS),
    again("status changes", () => inTurn(() => tellChanges(context()))),
    again("heartbeat", async () => sayHere(context(), me).then(onHere), SAY_HERE_EVERY_MS),
    once("the target of the settings", () => keepTargetOfSetting(context(), { url: webhooks.url, secret })),
  ])
  return {
    id: me.id,
    stop: async () => {
      ending.abort()
      await ended
      await queues.close()
      await sayGone({ ...known(), now: new Date() }, { id: me.id }).catch(() => {})
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
      return await watched(what, work)
    } catch (error) {
      if (!ending.signal.aborted) log().error({ what, ...traceOf(error) }, "the worker could not do its work")
      return false
    }
  }
}

const isSome = ({ sent, dropped }: { sent: number; dropped: number }) => sent + dropped > 0
