import { createHash } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { AppError } from "../core/errors"

/** Values look the same in every session, whatever the server's settings; nothing is cut off for being slow. */
const SESSION = `
  set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set timezone = 'UTC'; set extra_float_digits = 1;
  set bytea_output = 'hex'; set client_encoding = 'UTF8'; set statement_timeout = 0; set lock_timeout = '60s';
  set idle_in_transaction_session_timeout = 0; set idle_session_timeout = 0`

const NEXT_TO = { proof: "_bec_scratch", replaced: "_bec_replaced" } as const

/** Runs the work on a connection of its own, which ends with it, or with `signal`. */
export async function onConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "bec-crm backup", keepAlive: true })
  // A connection that breaks fails whatever waits on it; nobody else is to hear of it.
  client.on("error", () => {})
  const cut = () => client.connection.stream.destroy()
  signal?.addEventListener("abort", cut)
  try {
    signal?.throwIfAborted()
    await client.connect()
    await client.query(SESSION)
    return await work(client)
  } finally {
    signal?.removeEventListener("abort", cut)
    await client.end().catch(() => {})
  }
}

/** The name as SQL wants it. */
export const quoted = (name: string) => pg.escapeIdentifier(name)

/** The same server and role with another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}

/** Another database of the same server, which is always there. */
const besideOf = (url: string) => withDatabase(url, databaseIn(url) === "postgres" ? "template1" : "postgres")

/** The database that the address names. */
export const databaseIn = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1))

/**
 * A database that is made beside the one of `url`, and goes with the next backup when somebody was killed meanwhile. A name
 * has 63 bytes at most.
 */
export function nameBeside(url: string, purpose: keyof typeof NEXT_TO): string {
  const name = databaseIn(url)
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8)
  const short = Buffer.byteLength(name) <= 36 ? name : `${name.slice(0, 6)}_${digest}`
  return short + NEXT_TO[purpose]
}

/**
 * Runs the work while nobody else backs up or restores the database of `ownerUrl`, on a connection to another database of
 * its server. Throws conflict when somebody does.
 */
export async function alone<T>(
  ownerUrl: string,
  work: (server: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const name = databaseIn(ownerUrl)
  return onConnection(
    besideOf(ownerUrl),
    async (server) => {
      const { rows } = await server.query("select pg_try_advisory_lock(hashtextextended($1, 0)) as ours", [
        `bec-crm backups ${name}`,
      ])
      if (!rows[0].ours) throw new AppError("conflict", "Another backup or restore is under way.")
      // What somebody was killed over is nobody's any more.
      for (const purpose of ["proof", "replaced"] as const)
        await dropDatabase(server, nameBeside(ownerUrl, purpose))
      return await work(server)
    },
    signal,
  )
}

/** Makes an empty database with the sorting and the settings of the one of `ownerUrl`, and returns its address. */
export async function makeScratch(server: pg.Client, ownerUrl: string): Promise<string> {
  const name = nameBeside(ownerUrl, "proof")
  await dropDatabase(server, name)
  await server.query(
    `create database ${quoted(name)} template template0 encoding 'UTF8'${await localeOf(server, databaseIn(ownerUrl))}`,
  )
  await copySettings(server, databaseIn(ownerUrl), name)
  return withDatabase(ownerUrl, name)
}

/** Ends whoever is connected, too. */
export async function dropDatabase(server: pg.Client, name: string): Promise<void> {
  await server.query(`drop database if exists ${quoted(name)} with (force)`)
}

/** Whether the server has a database of this name. */
export async function hasDatabase(server: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await server.query("select from pg_database where datname = $1", [name])
  return rowCount === 1
}

/**
 * Puts the scratch database in the place of the one of `ownerUrl`: at one moment the one has the name and at the next the
 * other. Whoever is connected to either is cut off and finds the new one when they come back. Returns the name that the old
 * one has now, which with `keep` is one under which nothing removes it; undefined when there was none.
 */
export async function swapIn(
  server: pg.Client,
  ownerUrl: string,
  keep: boolean,
): Promise<string | undefined> {
  const [name, scratch, beside] = [
    databaseIn(ownerUrl),
    nameBeside(ownerUrl, "proof"),
    nameBeside(ownerUrl, "replaced"),
  ]
  await dropDatabase(server, beside)
  const replaced = keep ? `${beside}_${Math.floor(Date.now() / 1000)}` : beside
  const there = await hasDatabase(server, name)
  await server.query("begin")
  try {
    if (there) await rename(server, ownerUrl, name, replaced)
    await rename(server, ownerUrl, scratch, name)
    await server.query("commit")
  } catch (error) {
    await server.query("rollback")
    throw error
  }
  return there ? replaced : undefined
}

/** A rename lets nobody new in and waits 5 seconds for the others to leave: they are shown out meanwhile. */
async function rename(server: pg.Client, ownerUrl: string, from: string, to: string) {
  const renaming = new AbortController()
  const shownOut = showOut(ownerUrl, from, renaming.signal)
  try {
    await server.query(`alter database ${quoted(from)} rename to ${quoted(to)}`)
  } finally {
    renaming.abort()
    await shownOut
  }
}

async function showOut(ownerUrl: string, name: string, signal: AbortSignal) {
  await onConnection(besideOf(ownerUrl), async (helper) => {
    while (!signal.aborted) {
      await helper.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name])
      await sleep(100, undefined, { signal }).catch(() => {})
    }
  })
}

async function localeOf(server: pg.Client, name: string): Promise<string> {
  const { rows } = await server.query(
    "select datcollate, datctype from pg_database where datname = $1 and datlocprovider = 'c'",
    [name],
  )
  const [found] = rows
  if (!found) return ""
  return ` lc_collate ${pg.escapeLiteral(found.datcollate)} lc_ctype ${pg.escapeLiteral(found.datctype)}`
}

/** What an administrator set for the database as a whole (`alter database … set`) stays with its name. */
async function copySettings(server: pg.Client, from: string, to: string) {
  const { rows } = await server.query(
    `select unnest(setconfig) as setting from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
     where d.datname = $1 and s.setrole = 0`,
    [from],
  )
  for (const { setting } of rows as { setting: string }[]) {
    const [name = "", ...value] = setting.split("=")
    await server.query(
      `alter database ${quoted(to)} set ${quoted(name)} to ${pg.escapeLiteral(value.join("="))}`,
    )
  }
}
