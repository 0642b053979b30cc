import "server-only"
import { env } from "../env"
import { backupsHere, messageSettings, webhookSettings } from "../env-parts"
import { startWorker, type Worker } from "../jobs/worker"
import { theGgleap } from "./ggleap"
import { shared } from "./process"

const holder = globalThis as typeof globalThis & { becCrmWorker?: Worker }

/** Starts the worker of this process once, also over hot reloads in development. */
export function startInlineWorker(): void {
  const { db, sql, sealer } = shared()
  holder.becCrmWorker ??= startWorker({
    db,
    sql,
    sealer,
    url: env().DATABASE_URL,
    inline: true,
    timeZone: env().CENTER_TIME_ZONE,
    webhooks: webhookSettings(env()),
    messages: messageSettings(env()),
    backups: backupsHere(env()),
    ggleap: theGgleap(),
  })
}

/** Whether the work in the background is done in this process. */
export const hasInlineWorker = () => holder.becCrmWorker !== undefined
