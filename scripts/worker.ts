import { once } from "node:events"
import { rmSync, writeFileSync } from "node:fs"
import { connect } from "../db/client"
import { sealerFrom } from "../lib/core/crypto"
import { startTracing, stopTracing } from "../lib/core/trace"
import { outliveLostConnections } from "../lib/core/unavailable"
import { watchAllQueries } from "../lib/core/watch-queries"
import { env } from "../lib/env"
import { backupsHere, ggleapSettings, messageSettings, webhookSettings } from "../lib/env-parts"
import { ggleapApi } from "../lib/ggleap/api"
import { serveMetrics } from "../lib/jobs/serve-metrics"
import { startWorker } from "../lib/jobs/worker"
import { requireReady } from "./ready"

outliveLostConnections()
await requireReady("worker")
await startTracing("worker")
watchAllQueries()
const { METRICS_TOKEN, WORKER_METRICS_PORT } = env()
const figures = METRICS_TOKEN && WORKER_METRICS_PORT ? await serveMetrics(WORKER_METRICS_PORT) : undefined
const { db, sql, close } = connect(env().DATABASE_URL, { max: env().DATABASE_POOL })
const ggleap = ggleapSettings(env())
/** Written while all is well, for scripts/health.ts in the same container. */
const [wellFile] = process.argv.slice(2)
const worker = startWorker({
  db,
  sql,
  url: env().DATABASE_URL,
  inline: false,
  sealer: sealerFrom(env().AUTH_SECRET, env().AUTH_SECRET_PREVIOUS),
  timeZone: env().CENTER_TIME_ZONE,
  webhooks: webhookSettings(env()),
  messages: messageSettings(env()),
  backups: backupsHere(env()),
  ggleap: ggleap ? ggleapApi(ggleap) : undefined,
  onHere: () => wellFile && writeFileSync(wellFile, ""),
})
console.log("The worker is running. Ctrl-C ends it after the batch in hand.")
const alive = setInterval(() => {}, 60_000)
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")])
clearInterval(alive)
await worker.stop()
if (wellFile) rmSync(wellFile, { force: true })
figures?.close()
await close()
await stopTracing()
process.exit(0)
