import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { drizzle } from "drizzle-orm/postgres-js"
import type postgres from "postgres"
import { type Postgres, startPostgresOn } from "../../db/postgres-on"
import * as schema from "../../db/schema"
import { verifyAudit } from "../audit/verify"
import { AppError } from "../core/errors"
import type { Target } from "./plan"
import type { Account } from "./unpack"

type Input = {
  into: string
  wal: string
  account: Account
  target: Target
  timeline: number
  user: string
  database: string
  bin?: string
}

export type Recovered = {
  /** When the last transaction in it was committed; null when none was since the base backup. */
  reached: Date | null
  /** The rows of each table. */
  rows: Record<string, number>
  /** What is wrong with the chain of the audit log; null when this program cannot tell, the tables being those of another version. */
  auditFaults: number | null
}

const TARGET_NOT_MET = "recovery ended before configured recovery target was reached"

/**
 * Lets Postgres recover in a data directory until it takes over, reads every row, and stops it. Throws AppError `invalid`
 * with the end of its log when it gives up.
 */
export async function recover(input: Input): Promise<Recovered> {
  const log = await attempt(input, recoveryTarget(input.target))
  // Nothing was committed after the target: all there is was replayed, which is what was asked for.
  const outcome = typeof log === "string" && log.includes(TARGET_NOT_MET) ? await attempt(input, {}) : log
  if (typeof outcome !== "string") return outcome
  throw new AppError("invalid", `Postgres did not recover. The end of its log:\n${lastLines(outcome)}`)
}

const recoveryTarget = (target: Target): Record<string, string> =>
  target === "latest"
    ? {}
    : { recovery_target_time: target.toISOString().replace("Z", "+00"), recovery_target_action: "promote" }

/** What was recovered, or the log of a Postgres that ended. */
async function attempt(input: Input, target: Record<string, string>): Promise<Recovered | string> {
  const { into, account, bin, timeline } = input
  await writeFile(join(into, "recovery.signal"), "")
  const server = await startPostgresOn({
    directory: into,
    account,
    bin,
    settings: {
      ...surroundings,
      ...target,
      restore_command: fetchFrom(input.wal),
      recovery_target_timeline: String(timeline),
    },
  })
  try {
    return (await promoted(server, input)) ? await look(server, input) : await server.log()
  } finally {
    await server.stop()
  }
}

/**
 * What the cluster's own settings may name and this machine lacks. It takes no connections before it is promoted; with an
 * empty command, what it writes from then on waits for the server that will go on with it to be archived.
 */
const surroundings = {
  hot_standby: "off",
  archive_mode: "on",
  archive_command: "",
  archive_library: "",
  shared_preload_libraries: "",
  logging_collector: "off",
  log_destination: "stderr",
  ssl: "off",
  lc_messages: "C",
}

const fetchFrom = (folder: string) => `cp ${quoted(`${folder.replaceAll("%", "%%")}/`)}%f %p`
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** False when it ended before. */
async function promoted(server: Postgres, { user, database }: Input): Promise<boolean> {
  let running = true
  server.ended.then(() => {
    running = false
  })
  while (running) {
    const sql = server.open(user, database)
    try {
      const [row] = await sql<{ recovering: boolean }[]>`select pg_is_in_recovery() as recovering`
      if (row && !row.recovering) return true
    } catch (error) {
      if (isFinal(error))
        throw new AppError("invalid", `The cluster cannot be read: ${(error as Error).message}`)
    } finally {
      await sql.end({ timeout: 1 })
    }
    await sleep(100)
  }
  return false
}

/** A role or a database that is not there will not come. */
const isFinal = (error: unknown) => ["28000", "3D000"].includes(String((error as { code?: string }).code))

async function look(server: Postgres, { user, database }: Input): Promise<Recovered> {
  const sql = server.open(user, database)
  try {
    const [row] = await sql<{ reached: Date | null }[]>`select pg_last_xact_replay_timestamp() as reached`
    return {
      reached: row?.reached ?? null,
      rows: await readEveryRow(sql),
      auditFaults: await auditFaults(sql),
    }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function auditFaults(sql: postgres.Sql): Promise<number | null> {
  try {
    return (await verifyAudit(drizzle(sql, { schema }))).faultCount
  } catch (error) {
    if (isOfAnotherVersion(error)) return null
    throw error
  }
}

/** A table or a column that is not there. */
function isOfAnotherVersion(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown }
  return code === "42P01" || code === "42703" || (cause instanceof Error && isOfAnotherVersion(cause))
}

/** Casting a row to text reads all of it, so that a damaged page is noticed here and not in a year. */
async function readEveryRow(sql: postgres.Sql): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    const [read] = await sql<{ count: number }[]>`select count(t::text)::int as count from ${sql(name)} t`
    rows[name] = read?.count ?? 0
  }
  return rows
}

const lastLines = (log: string) => log.trim().split("\n").slice(-12).join("\n")
