import type pg from "pg"
import { quoted } from "./database"

export type Table = { name: string; columns: string[] }
/** How many rows a table has, and a sum over the digests of all of them, whatever their order. */
export type Content = { rows: number; digest: string }

/** What says nothing after a restore: who is signed in, which workers run, and which backups there are. */
const LEFT_OUT = ["backups", "sessions", "workers"]

/** The tables that are backed up, each with its columns except those that are worked out; after those it refers to. */
export async function tablesIn(client: pg.Client): Promise<Table[]> {
  return (await everyTable(client)).filter(({ name }) => !LEFT_OUT.includes(name))
}

/** Those that are left out, too. */
export async function everyTable(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { after: string[] }>(
    `select c.relname::text as name,
      array(select attname::text from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped
        and attgenerated = '' order by attnum) as columns,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as after
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by c.relname`,
  )
  return inOrder(rows)
}

/** What is in a table, generated columns included. Two databases with the same content of all tables hold the same. */
export async function contentOf(client: pg.Client, table: string): Promise<Content> {
  const { rows } = await client.query<{ rows: string; digest: string }>(
    `select count(*) as rows, coalesce(sum(('x' || encode(substr(sha256(convert_to(t::text, 'UTF8')), 1, 8), 'hex'))
      ::bit(64)::bigint), 0)::text as digest from public.${quoted(table)} t`,
  )
  return { rows: Number(rows[0]?.rows), digest: String(rows[0]?.digest) }
}

export type Sequence = { name: string; value: string; used: boolean }

/** Where each sequence stands. */
export async function sequencesIn(client: pg.Client): Promise<Sequence[]> {
  const { rows: found } = await client.query<{ name: string }>(
    "select sequencename::text as name from pg_sequences where schemaname = 'public' order by 1",
  )
  const all: Sequence[] = []
  for (const { name } of found) {
    const { rows } = await client.query(
      `select last_value::text as value, is_called as used from public.${quoted(name)}`,
    )
    all.push({ name, ...rows[0] })
  }
  return all
}

function inOrder(tables: (Table & { after: string[] })[]): Table[] {
  const names = new Set(tables.map(({ name }) => name))
  const done = new Set<string>()
  const ordered: Table[] = []
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, after }) => !done.has(name) && after.every((one) => done.has(one) || !names.has(one)),
    )
    if (!next) throw new Error("tables refer to each other in a circle")
    done.add(next.name)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}
