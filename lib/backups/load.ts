import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type pg from "pg"
import { from as copyFrom } from "pg-copy-streams"
import { AppError } from "../core/errors"
import type { Archive } from "./archive"
import { quoted } from "./database"
import { type Content, contentOf, everyTable, type Sequence, type Table, tablesIn } from "./tables"

/**
 * Puts the rows of an archive into a database of the same migration in place of whatever is there, in one transaction:
 * nothing is there unless all of it is, and what is there has the same content. Needs to own the tables, no more. Returns
 * the number of rows of each table. Throws AppError `invalid` with what differs.
 */
export async function load(client: pg.Client, archive: Archive): Promise<Record<string, number>> {
  await client.query("begin")
  const wake = await quieten(client)
  const every = (await everyTable(client)).map(({ name }) => qualified(name))
  await client.query(`truncate ${every.join(", ")}`)
  await copyIn(client, archive)
  const { contents, sequences } = archive.totals()
  await client.query("set constraints all immediate")
  await wake()
  for (const sequence of sequences) await setSequence(client, sequence)
  await compare(client, contents)
  await client.query("commit")
  await client.query("analyze")
  return Object.fromEntries(Object.entries(contents).map(([name, { rows }]) => [name, rows]))
}

/** Switches the tables' own triggers off, whose work is in the rows already; foreign keys are checked all the same. */
async function quieten(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; trigger: string; state: "O" | "R" | "A" }>(
    `select c.relname::text as table, t.tgname::text as trigger, t.tgenabled as state
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled <> 'D'`,
  )
  const verbs = { O: "enable", R: "enable replica", A: "enable always" }
  const alter = (verb: string, { table, trigger }: (typeof rows)[number]) =>
    client.query(`alter table ${qualified(table)} ${verb} trigger ${quoted(trigger)}`)
  for (const row of rows) await alter("disable", row)
  return async () => {
    for (const row of rows) await alter(verbs[row.state], row)
  }
}

async function copyIn(client: pg.Client, archive: Archive): Promise<void> {
  const tables = new Map(archive.about.tables.map((table) => [table.name, table]))
  const pieces = archive.pieces
  let current = await pieces.next()
  while (!current.done) {
    const table = tables.get(current.value.table)
    if (!table) throw new AppError("invalid", "There are rows of a table in it that it does not name.")
    tables.delete(table.name)
    await copyTable(client, table, rowsOf(table.name))
  }

  /** The pieces of one table follow each other. */
  async function* rowsOf(name: string) {
    while (!current.done && current.value.table === name) {
      yield* current.value.rows
      current = await pieces.next()
    }
  }
}

async function copyTable(client: pg.Client, { name, columns }: Table, rows: AsyncIterable<Buffer>) {
  const into = client.query(
    copyFrom(`copy ${qualified(name)} (${columns.map(quoted).join(", ")}) from stdin`),
  )
  try {
    await pipeline(Readable.from(rows, { objectMode: false }), into)
  } catch (error) {
    throw refusalOf(name, error)
  }
}

/** What Postgres says about a row quotes it. */
function refusalOf(table: string, error: unknown): unknown {
  const { code, severity } = error as { code?: string; severity?: string }
  if (!severity) return error
  if (code === "42P01") return unmade(table)
  return new AppError("invalid", `The table ${table} does not take its rows (SQLSTATE ${code}).`)
}

const unmade = (table: string) =>
  new AppError("invalid", `No migration makes the table ${table}: it belongs into a schema of its own.`)

async function setSequence(client: pg.Client, { name, value, used }: Sequence) {
  await client.query("select setval($1::regclass, $2::bigint, $3)", [qualified(name), value, used])
}

async function compare(client: pg.Client, contents: Record<string, Content>) {
  const differing: string[] = []
  const tables = await tablesIn(client)
  for (const name of Object.keys(contents))
    if (!tables.some((table) => table.name === name)) throw unmade(name)
  for (const { name } of tables) {
    const [was, is] = [contents[name], await contentOf(client, name)]
    if (was?.rows !== is.rows) differing.push(`${name} (${was?.rows ?? "no"} rows then, ${is.rows} restored)`)
    else if (was.digest !== is.digest) differing.push(`${name} (other values)`)
  }
  if (differing.length > 0)
    throw new AppError("invalid", `It does not come back as it was: ${differing.join(", ")}.`)
}

const qualified = (name: string) => `public.${quoted(name)}`
