import postgres from "postgres"
import { AppError } from "../core/errors"
import { type Choice, chooseColumns, type Field, type Table, tableNames, tables } from "./columns"

/** So many rows are read, changed and written at a time. */
const BATCH = 2000

export type Row<T extends Table> = { [F in Field<T>]: string | null }

/** The predecessor's data as they were at one moment, each value as the text that Postgres writes. */
export type Source = {
  choice: Choice
  count: (table: Table) => Promise<number>
  /** The rows in batches, in the order of these fields; `-field` from the latest, those without one at the end. */
  rows: <T extends Table>(table: T, order?: (Field<T> | `-${Field<T>}`)[]) => AsyncIterable<Row<T>[]>
}

/**
 * Opens the predecessor's database, read-only and as it is at this moment, and lets `work` read it. Throws conflict when
 * it cannot be reached, or when a needed table or column is missing; then nothing was read.
 */
export async function readPredecessor<R>(url: string, work: (source: Source) => Promise<R>): Promise<R> {
  const sql = postgres(plainUrl(url), { max: 1, connect_timeout: 10, onnotice: () => {}, fetch_types: false })
  try {
    await sql`select 1`.catch((error: Error) => {
      throw new AppError("conflict", `The predecessor's database cannot be reached: ${reasonOf(error)}.`)
    })
    const result = await sql.begin("isolation level repeatable read read only", async (source) => {
      await source.unsafe("set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'")
      await source.unsafe("set local idle_in_transaction_session_timeout = 0")
      return { done: await work(await sourceOf(source)) }
    })
    return result.done
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function sourceOf(sql: postgres.TransactionSql): Promise<Source> {
  const choice = chooseColumns(await columnsIn(sql))
  if (choice.missing.length > 0)
    throw new AppError("conflict", `This is not the predecessor's database. ${choice.missing.join(" ")}`)
  return {
    choice,
    async count(table) {
      const [row] = await sql`select count(*)::int as n from ${sql(table)}`
      return row?.n
    },
    rows: (table, order = []) => read(sql, table, choice.columns[table], order),
  }
}

async function columnsIn(sql: postgres.TransactionSql): Promise<Map<string, string[]>> {
  const rows = await sql<{ table: Table; columns: string[] }[]>`
    select table_name as table, json_agg(column_name order by ordinal_position) as columns
    from information_schema.columns
    where table_schema = current_schema() and table_name = any(${`{${tableNames.join()}}`}::text[])
    group by table_name`
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

async function* read<T extends Table>(
  sql: postgres.TransactionSql,
  table: T,
  columns: Map<string, string>,
  order: string[],
): AsyncGenerator<Row<T>[]> {
  const list = (some: postgres.PendingQuery<postgres.Row[]>[]) =>
    some.reduce((all, one) => sql`${all}, ${one}`)
  const wanted = Object.keys(tables[table].fields).map((field) => {
    const column = columns.get(field)
    return column ? sql`t.${sql(column)}::text as ${sql(field)}` : sql`null::text as ${sql(field)}`
  })
  const sorted = order.flatMap((key) => {
    const column = columns.get(key.replace("-", ""))
    if (!column) return []
    return key.startsWith("-") ? sql`t.${sql(column)} desc nulls last` : sql`t.${sql(column)} asc nulls last`
  })
  const ordered = sorted.length > 0 ? sql`order by ${list(sorted)}` : sql``
  for await (const rows of sql`select ${list(wanted)} from ${sql(table as string)} t ${ordered}`.cursor(
    BATCH,
  ))
    yield rows as unknown as Row<T>[]
}

/** Python's libraries write the driver into the address, as in `postgresql+asyncpg://`. */
const plainUrl = (url: string) => url.trim().replace(/^postgres(ql)?(\+\w+)?:/, "postgres:")

const reasonOf = (error: Error & { code?: string }) => error.message || error.code || "no answer"
