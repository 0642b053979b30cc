import postgres from "postgres"

/** What a database was asked between two looks: statements but for those that begin and end a transaction, and the time in them. */
export type Asking = { statements: number; ms: number }

export type Counter = Awaited<ReturnType<typeof statementCounter>>

/** Counts what is asked of the database at `url` by pg_stat_statements, of which the cluster keeps one for all databases. */
export async function statementCounter(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql`create extension if not exists pg_stat_statements`
  return {
    /** Runs the work and tells what was asked meanwhile, of this database and by anybody. */
    async during(work: () => Promise<void>): Promise<Asking> {
      await sql`select pg_stat_statements_reset()`
      await work()
      const [sum] = await sql`
        select coalesce(sum(calls), 0)::int as statements, coalesce(sum(total_exec_time + total_plan_time), 0) as ms
        from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database()) and toplevel
          and query !~* '^(begin|commit|savepoint|release|start transaction)' and query !~* 'pg_stat_statements'`
      return { statements: Number(sum?.statements), ms: Number(sum?.ms) }
    },
    close: () => sql.end(),
  }
}
