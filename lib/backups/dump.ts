import { Readable } from "node:stream"
import type pg from "pg"
import { to as copyTo } from "pg-copy-streams"
import { type Pack, pack } from "tar-stream"
import { quoted } from "./database"
import { type About, FORMAT, names, type Totals } from "./format"
import { type Content, contentOf, sequencesIn, type Table, tablesIn } from "./tables"

const PIECE = 1024 * 1024

export type Origin = {
  version: string
  centre: { name: string; timeZone: string }
  /** The settings with which the product runs; secrets, too. */
  settings: Record<string, string>
}

/**
 * Everything in the database at one moment, as a tar archive: what it is of, the settings, each table as COPY gives it, and
 * what all of that adds up to. Others go on writing meanwhile. `totals` are there once the archive was read to its end.
 */
export function dump(client: pg.Client, origin: Origin, now: Date) {
  const archive = pack()
  let totals: Totals | undefined
  const written = write(client, archive, origin, now).then(
    (all) => {
      totals = all
      archive.finalize()
    },
    (error) => archive.destroy(error),
  )
  return {
    archive: Readable.from(archive, { objectMode: false }),
    totals: async () => {
      await written
      if (!totals) throw new Error("the archive was not written to its end")
      return totals
    },
  }
}

async function write(client: pg.Client, archive: Pack, origin: Origin, now: Date): Promise<Totals> {
  await client.query("begin isolation level repeatable read read only")
  const tables = await tablesIn(client)
  await add(archive, names.about, json(await aboutThis(client, origin, tables, now)))
  await add(archive, names.settings, json(origin.settings))
  const contents: Record<string, Content> = {}
  for (const table of tables) contents[table.name] = await writeTable(client, archive, table)
  const totals = {
    contents,
    auditHead: await auditHeadIn(client, tables),
    sequences: await sequencesIn(client),
  }
  await client.query("commit")
  await add(archive, names.totals, json(totals))
  return totals
}

async function aboutThis(
  client: pg.Client,
  { version, centre }: Origin,
  tables: Table[],
  now: Date,
): Promise<About> {
  const { rows } = await client.query<{ at: string }>(
    "select created_at::text as at from drizzle.__drizzle_migrations order by created_at",
  )
  const migrations = rows.map(({ at }) => Number(at))
  return {
    product: "bec-crm",
    format: FORMAT,
    version,
    takenAt: now.toISOString(),
    migrations,
    centre,
    tables,
  }
}

async function auditHeadIn(client: pg.Client, tables: Table[]): Promise<Totals["auditHead"]> {
  if (!tables.some(({ name }) => name === "audit_head")) return null
  const { rows } = await client.query("select position::int, hash from public.audit_head")
  return rows[0] ?? null
}

async function writeTable(client: pg.Client, archive: Pack, { name, columns }: Table): Promise<Content> {
  const list = columns.map(quoted).join(", ")
  const rows = client.query(copyTo(`copy public.${quoted(name)} (${list}) to stdout`))
  let number = 0
  for await (const piece of inPieces(rows)) await add(archive, names.piece(name, number++), piece)
  return contentOf(client, name)
}

async function* inPieces(source: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    held.push(chunk)
    size += chunk.length
    if (size < PIECE) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Resolves once whoever reads the archive has taken it. */
function add(archive: Pack, name: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const taken = (error?: Error | null) => (error ? reject(error) : resolve())
    // Where nobody reads on in the middle of it, that is an error of the entry itself, too.
    archive.entry({ name, mtime: new Date(0) }, content, taken).on("error", reject)
  })
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
