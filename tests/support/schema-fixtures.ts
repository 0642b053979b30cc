import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { drizzle } from "drizzle-orm/postgres-js"
import { migrate } from "drizzle-orm/postgres-js/migrator"
import postgres from "postgres"

type Row = Record<string, unknown>
type Entry = { when: number; tag: string }

/** A database of the centre as it was under a version of the schema: the rows of each table, and which migrations made it. */
export type Fixture = { migrations: { hash: string; at: string }[]; tables: Record<string, Row[]> }

const folder = "tests/fixtures/schema"
const journal: { entries: Entry[] } = JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8"))

/** Those that a centre could have run: the first three came to main together. */
export const versions = journal.entries.map(({ tag }) => tag).slice(2)

export const fileOf = (version: string) => join(folder, `${version}.jsonl`)

/** The rows with which the data of this version is more than that of the version before. */
export const rowsFor = (version: string) => {
  const path = join(folder, "rows", `${version}.sql`)
  return existsSync(path) ? readFileSync(path, "utf8") : ""
}

export function readFixture(version: string): Fixture {
  const [first = "", ...rest] = readFileSync(fileOf(version), "utf8").trim().split("\n")
  const { migrations, tables }: { migrations: Fixture["migrations"]; tables: string[] } = JSON.parse(first)
  const rows: { table: string; row: Row }[] = rest.map((line) => JSON.parse(line))
  const of = (name: string) => rows.filter(({ table }) => table === name).map(({ row }) => row)
  return { migrations, tables: Object.fromEntries(tables.map((name) => [name, of(name)])) }
}

/** One row a line, so that a difference can be read. */
export function writeFixture(version: string, { migrations, tables }: Fixture) {
  const rows = Object.entries(tables).flatMap(([table, rows]) => rows.map((row) => ({ table, row })))
  const lines = [{ migrations, tables: Object.keys(tables) }, ...rows].map((line) => JSON.stringify(line))
  writeFileSync(fileOf(version), `${lines.join("\n")}\n`)
}

/** Applies the migrations up to and with `version` to the database. */
export async function migrateUpTo(url: string, version: string) {
  const copy = mkdtempSync(join(tmpdir(), "drizzle-"))
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    cpSync("drizzle", copy, { recursive: true })
    const at = journal.entries.findIndex(({ tag }) => tag === version)
    const upTo = { ...journal, entries: journal.entries.slice(0, at + 1) }
    writeFileSync(join(copy, "meta/_journal.json"), JSON.stringify(upTo))
    await migrate(drizzle(sql), { migrationsFolder: copy })
  } finally {
    await sql.end()
    rmSync(copy, { recursive: true })
  }
}

/** Puts the rows of a fixture into a database of its version, in the place of what its migrations put there. */
export async function load(url: string, { tables }: Fixture) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async (tx) => {
      // Neither triggers nor references: the rows are there as they were, whatever comes first.
      await tx`set local session_replication_role = replica`
      for (const [name, rows] of Object.entries(tables)) {
        const columns = (await writableColumns(tx, name)).map((column) => `"${column}"`).join(", ")
        await tx.unsafe(`delete from "${name}"`)
        await tx.unsafe(
          `insert into "${name}" (${columns})
            select ${columns} from jsonb_populate_recordset(null::"${name}", $1::text::jsonb)`,
          [JSON.stringify(rows)],
        )
      }
    })
  } finally {
    await sql.end()
  }
}

/** The rows of every table, and the migrations that made them; what Postgres works out itself is left out. */
export async function snapshot(url: string): Promise<Fixture> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: "UTC" } })
  try {
    const names = await sql<{ name: string }[]>`
      select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname collate "C"`
    const tables: Fixture["tables"] = {}
    for (const { name } of names) {
      const columns = await writableColumns(sql, name)
      tables[name] = (
        await sql<{ row: Row }[]>`
          select to_jsonb(t) as row from (select ${sql(columns)} from ${sql(name)}) t order by t::text collate "C"`
      ).map(({ row }) => row)
    }
    const migrations = await sql<Fixture["migrations"]>`
      select hash, created_at::text as at from drizzle.__drizzle_migrations order by created_at`
    return { migrations: [...migrations], tables }
  } finally {
    await sql.end()
  }
}

async function writableColumns(
  sql: postgres.Sql | postgres.TransactionSql,
  table: string,
): Promise<string[]> {
  const columns = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`
  return columns.map(({ name }) => name)
}
