import type postgres from "postgres"

/**
 * Runs the work while holding the lock of this name, which Postgres gives up with the connection; false when somebody
 * else holds it.
 */
export async function alone(sql: postgres.Sql, name: string, work: () => Promise<void>): Promise<boolean> {
  const connection = await sql.reserve()
  try {
    const [answer] = await connection`select pg_try_advisory_lock(hashtextextended(${name}, 0)) as ours`
    if (!answer?.ours) return false
    try {
      await work()
      return true
    } finally {
      await connection`select pg_advisory_unlock(hashtextextended(${name}, 0))`
    }
  } finally {
    connection.release()
  }
}
