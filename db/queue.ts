import { type SQL, sql } from "drizzle-orm"
import PgBoss from "pg-boss"
import type { Transaction } from "./client"

/** What can be asked for later, and what each job carries. */
export type Jobs = {
  /** A time at which a scheduled job was due, or at which somebody asked for it. */
  runs: { runId: string }
  /** The same for backups. */
  backups: { runId: string }
  /** The same, once all tries failed. */
  runs_given_up: { runId: string }
  /** A client whose group at ggLeap may be another now. */
  ggleap_placements: { clientId: string }
}
export type JobName = keyof Jobs

/** Jobs wait in the database (pg-boss, in the schema `pgboss`) until a worker takes them. */
export type Queue = PgBoss

/** What failed is tried again, with growing pauses; what a dead worker held is free again after a quarter of an hour. */
const rules = { retryLimit: 5, retryDelay: 30, retryBackoff: true, expireInMinutes: 15 }
const queues: Record<JobName, PgBoss.Queue> = {
  runs_given_up: { name: "runs_given_up" },
  runs: { name: "runs", ...rules, deadLetter: "runs_given_up" },
  // The next try waits until the one before is over for certain, so a killed one is made up for within the hour.
  backups: { ...rules, name: "backups", deadLetter: "runs_given_up", expireInMinutes: 60, retryDelay: 120 },
  ggleap_placements: { name: "ggleap_placements", ...rules, policy: "short" },
}

/**
 * Opens the queues over two connections of their own. Its upkeep runs until `stop`; what goes wrong in it is told to
 * `onError`. Throws when the tables are not those that `prepareQueues` makes.
 */
export async function openQueues(url: string, onError: (error: Error) => void): Promise<Queue> {
  const queue = new PgBoss({ ...connectionTo(url), migrate: false, maintenanceIntervalSeconds: 60 })
  queue.on("error", onError)
  await queue.start()
  return queue
}

/** Makes or renews the tables of the queues, as their owner. */
export async function prepareQueues(url: string): Promise<void> {
  const queue = new PgBoss({ ...connectionTo(url), supervise: false })
  queue.on("error", () => {})
  await queue.start()
  for (const [name, options] of Object.entries(queues)) await queue.createQueue(name, options)
  await queue.stop({ graceful: false })
}

const connectionTo = (url: string) => ({ connectionString: url, max: 2, schedule: false })

/** It has no connection of its own: whatever it sends is sent in somebody's transaction. */
const sender = new PgBoss({ db: { executeSql: () => Promise.reject(new Error("there is no transaction")) } })

/**
 * Asks for a job in the transaction of its cause: it is there only if that commits. With `once`, nothing is added while
 * another with the same one waits.
 */
export async function ask<N extends JobName>(tx: Transaction, name: N, data: Jobs[N], once?: string) {
  const db: PgBoss.Db = {
    executeSql: async (text, values) => ({ rows: await tx.execute(bound(text, values)) }),
  }
  await sender.send(name, data, { db, ...(once && { singletonKey: once }) })
}

/** Text with `$1` and its values as drizzle wants them. */
function bound(text: string, values: unknown[]): SQL {
  const parts = text.split(/\$(\d+)/)
  return sql.join(parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : param(values[Number(part) - 1]))))
}

const param = (value: unknown): SQL =>
  sql`${typeof value === "object" && value ? JSON.stringify(value) : (value ?? null)}`
