import { getTableColumns, type SQL, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"

/**
 * The rows as a query over one parameter, to be inserted: thousands at a time, without a parameter for each value. Every
 * column that has no null must be there; defaults are not applied.
 */
export function recordsOf(table: PgTable, rows: Record<string, unknown>[]): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([, { generated }]) => !generated)
  const names = columns.map(([field]) => sql.identifier(field))
  const typed = columns.map(
    ([field, column]) => sql`${sql.identifier(field)} ${sql.raw(column.getSQLType())}`,
  )
  return sql`select ${sql.join(names, sql`, `)} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${sql.join(typed, sql`, `)})`
}
