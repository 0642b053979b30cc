import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import postgres from "postgres"
import { migrate, migrationsFolder } from "../../db/migrate"
import { appUrlBeside } from "../../db/roles"

const LOCK = 727_002
const UNUSED_DAYS = 7

/**
 * Returns the name of a database with all migrations applied, to be cloned with `create database … template …`. It is
 * made once for each content of `drizzle/`, `db/queue.ts` and `db/roles.ts`; several processes may ask at once. The url needs the right to create databases.
 */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const name = `bec_template_${await hashMigrations()}`
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${LOCK})`
    const [finished] = await sql`select from pg_database where datname = ${name}`
    if (!finished) await makeTemplate(sql, serverUrl, name)
    await sql.unsafe(`comment on database ${name} is 'last used ${new Date().toISOString()}'`)
    await dropUnused(sql)
  } finally {
    await sql.end()
  }
  return name
}

/** Returns the same url with another database. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function hashMigrations(): Promise<string> {
  const folder = migrationsFolder()
  const hash = createHash("sha256")
  for (const file of ["queue.ts", "roles.ts"]) hash.update(await readFile(join(folder, "../db", file)))
  for (const path of ["meta/_journal.json", ...(await readdir(folder)).sort()]) {
    if (/\.(sql|json)$/.test(path)) hash.update(path).update(await readFile(join(folder, path)))
  }
  return hash.digest("hex").slice(0, 16)
}

/** It gets its name when it is finished; nobody may connect to it, because a clone waits for the last to leave. */
async function makeTemplate(sql: postgres.Sql, serverUrl: string, name: string) {
  const draft = `${name}_draft`
  await sql.unsafe(`drop database if exists ${draft} with (force)`)
  await sql.unsafe(`create database ${draft} template template0`)
  const owner = withDatabase(serverUrl, draft)
  await migrate(owner, appUrlBeside(owner))
  await sql.unsafe(`alter database ${draft} with allow_connections false`)
  await sql.unsafe(`alter database ${draft} rename to ${name}`)
}

/** Under the lock nobody else is making a template, so every draft is what a killed or failed run left. */
async function dropUnused(sql: postgres.Sql) {
  const templates = await sql<{ name: string; note: string | null }[]>`
    select datname as name, shobj_description(oid, 'pg_database') as note
    from pg_database where datname ~ '^bec_template_[0-9a-f]{16}(_draft)?$'`
  const oldest = new Date(Date.now() - UNUSED_DAYS * 86_400_000).toISOString()
  for (const { name, note } of templates) {
    const abandoned = name.endsWith("_draft") || (note && note < `last used ${oldest}`)
    if (abandoned) await sql.unsafe(`drop database if exists ${name} with (force)`)
  }
}
