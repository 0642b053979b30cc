import { readFileSync } from "node:fs"
import postgres from "postgres"
import { connect } from "../db/client"
import { leaseEmbeddedPostgres } from "../db/embedded"
import { migrate } from "../db/migrate"
import { dateIn } from "../lib/core/clock"
import { addUserWithPassword, password } from "../tests/support/server"
import { withDatabase } from "../tests/support/template"

export const timeZone = "America/Los_Angeles"
const admin = { name: "Alex Admin", email: "alex@bec.example", role: "admin" } as const

export const account = { email: admin.email, password }

/** A Postgres for benchmarks under `.data/bench`, set as a small server of today would be. */
export const leaseBenchServer = () =>
  leaseEmbeddedPostgres({
    dataDir: ".data/bench",
    settings: {
      shared_buffers: "1GB",
      max_wal_size: "4GB",
      synchronous_commit: "on",
      shared_preload_libraries: "pg_stat_statements",
      "pg_stat_statements.track_planning": "on",
    },
  })

/**
 * The url of a database with a centre of this many clients, 1.2 times as many memberships and ten times as many visits,
 * days counted from today. It is made once a day and kept.
 */
export async function centreOf(serverUrl: string, clients: number): Promise<string> {
  const today = dateIn(new Date(), timeZone)
  const name = databaseOf(clients)
  const url = withDatabase(serverUrl, name)
  const mark = `clients ${clients} on ${today}, ${readFileSync("bench/data.sql", "utf8").length}, ${readFileSync("drizzle/meta/_journal.json", "utf8").length}`
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    const [kept] = await sql`
      select shobj_description(oid, 'pg_database') = ${mark} as usable from pg_database where datname = ${name}`
    if (kept?.usable) return url
    await sql.unsafe(`drop database if exists ${name} with (force)`)
    await sql.unsafe(`create database ${name}`)
    await fillCentre(url, clients, today)
    await sql.unsafe(`comment on database ${name} is '${mark}'`)
    return url
  } finally {
    await sql.end()
  }
}

/** Does the work on a copy of the centre that is kept, so that this stays as it was filled; then drops the copy. */
export async function onCopyOf<R>(
  serverUrl: string,
  clients: number,
  work: (url: string) => Promise<R>,
): Promise<R> {
  const kept = databaseOf(clients)
  const copy = `${kept}_run`
  await centreOf(serverUrl, clients)
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(`drop database if exists ${copy} with (force)`)
    await sql.unsafe(`create database ${copy} template ${kept} strategy file_copy`)
    return await work(withDatabase(serverUrl, copy))
  } finally {
    await sql.unsafe(`drop database if exists ${copy} with (force)`)
    await sql.end()
  }
}

const databaseOf = (clients: number) => `bench_${clients}`

/** Migrates a database and writes a centre of this many clients into it. */
export async function fillCentre(
  url: string,
  clients: number,
  today = dateIn(new Date(), timeZone),
): Promise<void> {
  await migrate(url)
  const { db, sql, close } = connect(url, { max: 1 })
  const context = {
    db,
    actor: { kind: "system", name: "Benchmark" },
    now: new Date(),
    timeZone,
    requestId: "bench",
  } as const
  await addUserWithPassword(context, admin)
  const script = readFileSync("bench/data.sql", "utf8")
    .replaceAll(":clients", String(clients))
    .replaceAll(":today", today)
  await sql.begin((tx) => tx.unsafe(script))
  await sql.unsafe("vacuum analyze")
  await close()
}
