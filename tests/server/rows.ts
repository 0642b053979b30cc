import { createHash } from "node:crypto"
import type postgres from "postgres"

/**
 * A fingerprint of all rows: equal only when nothing changed. What is noted of every use (when a key or a session was
 * last seen) does not count.
 */
export async function allRows(sql: postgres.Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`
  const hash = createHash("sha256")
  for (const { name } of tables) {
    const rows = await sql`
      select (to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text as row from ${sql(name)} t order by 1`
    hash.update(name).update(JSON.stringify(rows.map(({ row }) => row)))
  }
  return hash.digest("hex")
}
