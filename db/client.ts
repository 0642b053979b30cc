import type { PgDatabase } from "drizzle-orm/pg-core"
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { lostConnections } from "./lost-connections"
import { observePool } from "./observe"
import * as schema from "./schema"

/** What can be asked: a pool, or a transaction, which is one too. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, typeof schema>
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0]

/**
 * Opens pools of up to `max` connections each, one for drizzle and one for raw SQL; a pool connects when it is first
 * used. Calendar dates (`date` columns) are `YYYY-MM-DD` strings in both. Nothing is thrown until the first query.
 * `close` waits up to 5 seconds for running queries.
 *
 * A statement is planned each time for its values, as a list or a search must be: what is best for a rare status is not
 * for a common one. One that `prepare` gave a name is kept by its connection, and planned once: for rows found by their key.
 */
export function connect(url: string, { max = 10 }: { max?: number } = {}) {
  // drizzle turns off the Date handling of the client it is given, so raw SQL needs one of its own.
  const forDrizzle = open(url, max)
  const sql = open(url, max)
  const db: Database = drizzle(forDrizzle, { schema })
  const close = async () => {
    await Promise.all([forDrizzle.end({ timeout: 5 }), sql.end({ timeout: 5 })])
  }
  return { db, sql, close }
}

function open(url: string, max: number) {
  const { onclose, watch } = lostConnections()
  const pool = postgres(url, {
    max,
    connect_timeout: 10,
    idle_timeout: 60,
    // Left to itself it lets everybody wait up to 20 seconds while the database is away, and after it is back.
    backoff: () => 0.25,
    connection: { application_name: "bec-crm" },
    onnotice: () => {},
    onclose,
    types: {
      calendarDate: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
    },
  })
  watch(pool)
  observePool(pool, max)
  return pool
}
