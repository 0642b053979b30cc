import type postgres from "postgres"
import { connect, type Database } from "../../db/client"

/**
 * How many rows of a table, and entries of its indexes, some work reads. The work is done on a connection of its own, since
 * Postgres counts at the latest when that ends.
 */
export async function rowsRead(
  { url, sql }: { url: string; sql: postgres.Sql },
  table: string,
  work: (db: Database) => Promise<unknown>,
): Promise<number> {
  const soFar = async () => {
    const [row] = await sql`
      select (select sum(seq_tup_read) from pg_stat_user_tables where relname = ${table})
        + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = ${table}) as read`
    return Number(row?.read)
  }
  const before = await soFar()
  const { db, close } = connect(url, { max: 1 })
  await work(db)
  await close()
  return (await soFar()) - before
}
