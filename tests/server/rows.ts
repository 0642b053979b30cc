import { createHash } from "node:crypto"
import type postgres from "postgres"

/**
 * A fingerprint of all rows: equal only when nothing changed. What is noted of every use (when a key or a session was
 * last seen, that somebody looked at a client), and what the worker does of its own accord beside, does not count.
 */
export async function allRows(sql: postgres.Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename not in ${sql(ofTheWorker)} order by 1`
  const hash = createHash("sha256")
  for (const { name } of tables) {
    const rows = await sql`
      select (to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text as row from ${sql(name)} t
      where coalesce(to_jsonb(t) ->> 'type', '') not in ('membership.status_changed', 'client.viewed') order by 1`
    hash.update(name).update(JSON.stringify(rows.map(({ row }) => row)))
  }
  return hash.digest("hex")
}

const ofTheWorker = [
  "workers",
  "schedules",
  "job_runs",
  "told_statuses",
  "event_seals",
  "audit_head",
  "unsealed_events",
]
