import { createHmac } from "node:crypto"
import { sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import type { Database } from "./client"

type Executor = Pick<Database, "execute">

/** What the application may do to the tables of the audit log; to all others, read and write rows. */
const auditRights = {
  events: "select, insert",
  event_seals: "select, insert",
  audit_head: "select, update",
  unsealed_events: "select, delete",
}

/**
 * Lets the role that `appUrl` names work with the database that `ownerUrl` owns: read and write rows, but not change or
 * remove events and their seals, nor make, change or drop anything. Makes the role, or gives it the password of
 * `appUrl`, where that is needed. Throws when it may do more than that, being the owner or a superuser.
 */
export async function grantRights(ownerUrl: string, appUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await ensureRole(owner, appUrl)
    await owner.begin((sql) => sql.unsafe(grantsTo(quoted(roleIn(appUrl)))))
  } finally {
    await owner.end({ timeout: 5 })
  }
  await requireLess(appUrl)
}

/** The address of the application's role beside that of the embedded Postgres's superuser. */
export function appUrlBeside(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  const password = createHmac("sha256", decodeURIComponent(url.password))
    .update("bec_app")
    .digest("base64url")
  return Object.assign(url, { username: "bec_app", password }).href
}

/** What the role behind a connection is called, and whether it is kept from changing and removing what is in the audit log. */
export async function rightsOf(db: Executor): Promise<{ role: string; restricted: boolean }> {
  const [row] = await db.execute<{ role: string; more: boolean }>(sql`
    select current_user as role,
      has_table_privilege('events', 'update, delete, truncate, trigger')
        or has_table_privilege('event_seals', 'update, delete, truncate, trigger')
        or exists (
          select from pg_class where oid in ('events'::regclass, 'event_seals'::regclass)
            and pg_has_role(current_user, relowner, 'member'))
        or (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as more`)
  return { role: String(row?.role), restricted: row?.more === false }
}

async function ensureRole(owner: postgres.Sql, appUrl: string): Promise<void> {
  const [role] = await owner`select from pg_roles where rolname = ${roleIn(appUrl)}`
  if (!role) return setRole(owner, "create", appUrl)
  const refused = await refusalOf(appUrl)
  if (refused === "28P01") await setRole(owner, "alter", appUrl)
}

async function setRole(owner: postgres.Sql, verb: "create" | "alter", appUrl: string): Promise<void> {
  const name = roleIn(appUrl)
  const password = decodeURIComponent(new URL(appUrl).password).replaceAll("'", "''")
  try {
    await owner.unsafe(`${verb} role ${quoted(name)} login password '${password}'`)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // Somebody else made it meanwhile.
    if (code === "42710" || code === "23505") return
    throw new Error(
      `The role ${name} of DATABASE_URL could not be made ready (${message}). ` +
        `As a superuser of the database: create role ${quoted(name)} login, and give it the password of DATABASE_URL.`,
    )
  }
}

async function refusalOf(url: string): Promise<string | undefined> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await sql`select 1`
  } catch (error) {
    return (error as { code?: string }).code
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function grantsTo(role: string): string {
  const rows = "select, insert, update, delete"
  const audit = Object.entries(auditRights).map(
    ([table, rights]) => `
    revoke all on public.${table} from ${role};
    grant ${rights} on public.${table} to ${role};`,
  )
  return `
    revoke create on schema public from public;
    grant usage on schema public, pgboss, drizzle to ${role};
    grant ${rows} on all tables in schema public, pgboss to ${role};
    grant usage, select on all sequences in schema public, pgboss to ${role};
    grant select on all tables in schema drizzle to ${role};
    grant execute on all functions in schema public, pgboss to ${role};
    ${audit.join("")}`
}

async function requireLess(appUrl: string): Promise<void> {
  const client = postgres(appUrl, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const { role, restricted } = await rightsOf(drizzle(client))
    if (!restricted)
      throw new Error(
        `The role ${role} of DATABASE_URL may change the audit log: name another role there than the owner's, without superuser.`,
      )
  } finally {
    await client.end({ timeout: 5 })
  }
}

const roleIn = (url: string) => decodeURIComponent(new URL(url).username)
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
