import postgres from "postgres"
import { AppError } from "../core/errors"

/** Which cluster answers at `url`, on which timeline it is, and what its clock says. */
export async function clusterOf(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const [row] = await sql<{ systemId: string; timeline: number; at: Date }[]>`
      select system_identifier::text as "systemId", timeline_id as timeline, clock_timestamp() as at
      from pg_control_system(), pg_control_checkpoint()`
    if (!row) throw new AppError("unavailable", "Postgres does not say which cluster it is.")
    return row
  } finally {
    await sql.end({ timeout: 5 })
  }
}
