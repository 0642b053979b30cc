import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/postgres-js"
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator"
import postgres from "postgres"
import type { Database } from "./client"
import { grantRights } from "./roles"

const LOCK = 727_001

type Executor = Pick<Database, "execute">

/** Looks at the database in the transaction of the migrations; whatever it throws takes them back. */
export type Watch = { before(tx: Database): Promise<void>; after(tx: Database): Promise<void> }

/**
 * Applies the migrations of `drizzle/` (in the current directory of the process) that the database lacks and returns
 * how many those were. Of several processes at once, one applies them and the others wait for it. All of them are
 * applied or none. The tables of the job queues are made, too, and the role of `appUrl`, where that is another than the
 * owner's, gets its rights. Throws what Postgres says about the first that fails, what `watch` does, and when one is
 * older than the newest applied.
 */
export async function migrate(url: string, appUrl = url, watch?: Watch): Promise<number> {
  return await withConnection(url, async (db, client) => {
    await db.execute(sql`select pg_advisory_lock(${LOCK})`)
    const before = await countPending(db)
    if (before > 0) await applyAll(client, watch)
    const skipped = await countPending(db)
    if (skipped === 0) {
      // Whoever starts looks at what is pending, and needs no queues for that.
      const { prepareQueues } = await import("./queue")
      await prepareQueues(url)
      if (appUrl !== url) await grantRights(url, appUrl)
      return before
    }
    throw new Error(`${skipped} migrations are older than the newest one applied: give them a later "when"`)
  })
}

/**
 * Applies to an empty database those migrations of `drizzle/` that `applied` names (by the times in the journal), and no
 * queues. Throws when there are others among them, or when one between them is not.
 */
export async function migrateAsFarAs(url: string, applied: number[]): Promise<void> {
  const journal = await readJournal()
  const wanted = journal.filter((when) => when <= Math.max(...applied))
  if (wanted.length !== applied.length || wanted.some((when) => !applied.includes(when)))
    throw new UnknownMigrations("It has migrations that are not known here.")
  const folder = await mkdtemp(join(tmpdir(), "bec-migrations-"))
  try {
    await copyMigrations(folder, wanted.length)
    await withConnection(url, (db) => applyMigrations(db, { migrationsFolder: folder }))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What was migrated by another version than this. */
export class UnknownMigrations extends Error {}

/** Returns how many migrations of `drizzle/` the database lacks; all of them when it was never migrated. */
export async function pendingMigrations(database: string | Executor): Promise<number> {
  return typeof database === "string"
    ? await withConnection(database, countPending)
    : await countPending(database)
}

/** The folder of the generated SQL, found from the current directory of the process. */
export const migrationsFolder = () => join(process.cwd(), "drizzle")

async function withConnection<T>(
  url: string,
  use: (db: ReturnType<typeof drizzle>, client: postgres.Sql) => Promise<T>,
): Promise<T> {
  const client = postgres(url, { max: 1, connect_timeout: 10, max_lifetime: null, onnotice: () => {} })
  try {
    return await use(drizzle(client), client)
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** All in one transaction, in which drizzle's own is a savepoint. */
async function applyAll(client: postgres.Sql, watch: Watch | undefined): Promise<void> {
  await client.begin(async (outer) => {
    const inner = Object.assign(outer, { begin: outer.savepoint, options: client.options })
    const db = drizzle(inner as unknown as postgres.Sql)
    const look = (at: (tx: Database) => Promise<void>) =>
      db.transaction((tx) => at(tx as unknown as Database))
    if (watch) await look(watch.before)
    await applyMigrations(db, { migrationsFolder: migrationsFolder() })
    if (watch) await look(watch.after)
  })
}

async function countPending(db: Executor): Promise<number> {
  const wanted = await readJournal()
  const [table] = await db.execute<{ exists: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  )
  if (!table?.exists) return wanted.length
  const rows = await db.execute<{ at: string }>(
    sql`select created_at::text as at from drizzle.__drizzle_migrations`,
  )
  const applied = new Set(rows.map((row) => Number(row.at)))
  return wanted.filter((when) => !applied.has(when)).length
}

async function readJournal(): Promise<number[]> {
  return (await journalEntries()).map((entry) => entry.when)
}

async function journalEntries(): Promise<{ when: number; tag: string }[]> {
  return JSON.parse(await readFile(journalIn(migrationsFolder()), "utf8")).entries
}

async function copyMigrations(folder: string, count: number) {
  const entries = (await journalEntries()).slice(0, count)
  await mkdir(join(folder, "meta"))
  await writeFile(journalIn(folder), JSON.stringify({ dialect: "postgresql", entries }))
  for (const { tag } of entries)
    await copyFile(join(migrationsFolder(), `${tag}.sql`), join(folder, `${tag}.sql`))
}

const journalIn = (folder: string) => join(folder, "meta", "_journal.json")
