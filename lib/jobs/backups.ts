import { setTimeout as sleep } from "node:timers/promises"
import type { Database } from "../../db/client"
import { type BackupSettings, backUpNightly } from "../backups/back-up"
import { current } from "../core/current"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { opening } from "./queues"
import { doNextRun } from "./runs"
import { watched } from "./watched"

const LOOK_EVERY_MS = 5000

/**
 * A function that makes the backup which is asked for; false when none is. With `elsewhere` it leaves that to another
 * process, and with `off`, where nobody makes backups, there is nothing to do when one is due.
 */
export function backupRuns(
  queues: Pick<ReturnType<typeof opening>, "open">,
  context: () => Context,
  backups: BackupSettings | "elsewhere" | "off",
  signal: AbortSignal,
) {
  const make = async () => (typeof backups === "string" ? {} : backUpNightly(context, backups, signal))
  return async (): Promise<boolean> =>
    backups !== "elsewhere" && doNextRun(await queues.open(), context, { backup: make }, "backups")
}

type Connection = { db: Database; url: string; timeZone: string; backups: BackupSettings }

/**
 * Makes the backups that are due or asked for, and does nothing else, until it is stopped: the process that does it is the
 * only one that needs the owner's address of the database. What is in hand then is given up and tried again.
 */
export function startBackups({ db, url, timeZone, backups }: Connection) {
  const ending = new AbortController()
  const { signal } = ending
  const context = (): Context => {
    signal.throwIfAborted()
    const origin = { channel: "job", address: null } as const
    const actor = { kind: "system", name: "Worker" } as const
    return { db, actor, now: new Date(), timeZone, requestId: current()?.requestId ?? "backup", origin }
  }
  const queues = opening(url)
  const next = backupRuns(queues, context, backups, signal)
  const ended = again()
  return {
    stop: async () => {
      ending.abort()
      await ended
      await queues.close()
    },
  }

  async function again() {
    while (!signal.aborted) {
      await watched("backups", next).catch((error) => {
        if (!signal.aborted) log().error(traceOf(error), "backups could not be looked for")
      })
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {})
    }
  }
}
