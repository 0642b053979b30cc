import { sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { pendingMigrations } from "../../db/migrate"
import { rightsOf } from "../../db/roles"
import { workersAt } from "../schedule/workers"
import { type Check, fail, type Patient, pass, skip, warn } from "./check"
import { databaseDisk } from "./disk-checks"

const OLDEST = 15
const OF_THE_QUEUES = 2

/** Whether the database is there and keeps what it is given. */
export const databaseChecks: Check[] = [
  {
    id: "database.reachable",
    group: "Database",
    title: "The database answers",
    remedy: "Start Postgres, and see that DATABASE_URL names its host, port, database, user and password.",
    stopsStart: "always",
    look: reachable,
  },
  {
    id: "database.version",
    group: "Database",
    title: `It is PostgreSQL ${OLDEST} or newer`,
    remedy: `Move to PostgreSQL ${OLDEST} or newer.`,
    stopsStart: "always",
    after: ["database.reachable"],
    look: version,
  },
  {
    id: "database.migrations",
    group: "Database",
    title: "Every migration is applied",
    remedy: "Run: crm migrate",
    stopsStart: "always",
    after: ["database.reachable"],
    look: migrations,
  },
  {
    id: "database.durable",
    group: "Database",
    title: "What is acknowledged survives a power cut",
    remedy:
      "Set fsync, full_page_writes and synchronous_commit to on in postgresql.conf, and restart Postgres.",
    after: ["database.reachable"],
    look: durable,
  },
  {
    id: "database.role",
    group: "Database",
    title: "The program cannot rewrite what happened",
    remedy:
      "Give DATABASE_URL a role of its own, and DATABASE_OWNER_URL the owner's: docs/operations.md says how.",
    after: ["database.migrations"],
    look: role,
  },
  {
    id: "database.connections",
    group: "Database",
    title: "There are connections enough",
    remedy: "Raise max_connections of Postgres, or lower DATABASE_POOL.",
    after: ["database.migrations"],
    look: connections,
  },
  {
    id: "database.disk",
    group: "Database",
    title: "The database's disk has room",
    remedy: "Make room on that disk, or move the database to a larger one, before it is full.",
    after: ["database.reachable"],
    look: databaseDisk,
  },
]

async function reachable({ db, clock, given, settings }: Patient) {
  const embedded = !given.DATABASE_URL && settings.APP_ENV !== "production"
  if (!settings.DATABASE_URL && !embedded) return skip("DATABASE_URL names none.")
  const begin = clock()
  await db.execute(sql`select 1`)
  return pass(`It answered within ${Math.max(1, Math.round(clock() - begin))} ms.`)
}

async function version({ db }: Patient) {
  const shown = String(await settingOf(db, "server_version"))
  const major = Number.parseInt(shown, 10)
  return major >= OLDEST ? pass(`It is ${shown}.`) : fail(`It is ${shown}.`)
}

async function migrations({ db }: Patient) {
  const behind = await pendingMigrations(db)
  return behind === 0 ? pass("None is missing.") : fail(`The database is ${behind} migration(s) behind.`)
}

async function durable({ db }: Patient) {
  const names = ["fsync", "full_page_writes", "synchronous_commit"]
  const off: string[] = []
  for (const name of names) if ((await settingOf(db, name)) === "off") off.push(name)
  return off.length === 0 ? pass(`${names.join(", ")}: on.`) : fail(`${off.join(", ")}: off.`)
}

async function role({ db }: Patient) {
  const { role, restricted } = await rightsOf(db)
  return restricted ? pass(`${role} cannot.`) : warn(`${role} can: it has the rights of the owner.`)
}

async function connections({ db, now, settings }: Patient) {
  const [it] = await db.execute<{ used: number; all: number }>(
    sql`select (select sum(numbackends) from pg_stat_database)::int as used,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true), '0')::int as all`,
  )
  const { used = 0, all = 0 } = it ?? {}
  const { here } = await workersAt(db, now)
  const processes = 1 + here.filter(({ inline }) => !inline).length
  const may = processes * (2 * settings.DATABASE_POOL + OF_THE_QUEUES)
  const says = `${used} of ${all} are used; ${processes === 1 ? "one process" : `${processes} processes`} of this program may take ${may}.`
  if (used >= all * 0.9) return fail(says)
  return used >= all * 0.75 || may > all ? warn(says) : pass(says)
}

async function settingOf(db: Database, name: string): Promise<string | undefined> {
  const [row] = await db.execute<{ value: string }>(sql`select current_setting(${name}) as value`)
  return row?.value
}
