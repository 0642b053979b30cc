import { createHash } from "node:crypto"
import type postgres from "postgres"
import type { Database } from "../../db/client"

/** A fingerprint of every row of every table: equal only when nothing changed. */
export async function everythingIn(sql: postgres.Sql): Promise<string> {
  const rows = await sql`${unionOf(sql, await tablesIn(sql))} order by name`
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex")
}

/** Those of the words that stand anywhere in the database, in any case. */
export async function wordsFoundIn(sql: postgres.Sql, words: string[]): Promise<string[]> {
  const rows = await sql`${unionOf(sql, await tablesIn(sql))}`
  const text = rows.map((row) => row.content?.toLowerCase()).join("\n")
  return words.filter((word) => text.includes(word.toLowerCase()))
}

/** Runs the work in a transaction that leaves nothing behind. */
export async function undone(db: Database, work: (db: Database) => Promise<unknown>): Promise<void> {
  const back = new Error("take it back")
  const attempt = db.transaction(async (tx) => {
    await work(tx)
    throw back
  })
  await attempt.catch((error) => {
    if (error !== back) throw error
  })
}

const known = new WeakMap<postgres.Sql, string[]>()

async function tablesIn(sql: postgres.Sql): Promise<string[]> {
  const tables =
    known.get(sql) ??
    (await sql`select tablename from pg_tables where schemaname = 'public'`)
      .map((row) => row.tablename)
      .sort()
  known.set(sql, tables)
  return tables
}

const unionOf = (sql: postgres.Sql, tables: string[]) =>
  tables
    .map(
      (name) =>
        sql`select ${name} as name, string_agg(t::text, e'\n' order by t::text) as content from ${sql(name)} t`,
    )
    .reduce((all, one) => sql`${all} union all ${one}`)
