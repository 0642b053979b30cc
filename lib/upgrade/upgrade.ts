import type pg from "pg"
import { migrate, pendingMigrations } from "../../db/migrate"
import { alone, databaseIn, onConnection } from "../backups/database"
import type { Sidecar } from "../backups/sidecar"
import { type Place, takeBackup } from "../backups/take"
import { AppError, causeOf } from "../core/errors"
import { verifying } from "./verify"

export type UpgradeInput = Place & {
  /** The same database, as the application's role. */
  appUrl: string
  /** Also while others are connected. */
  whileRunning: boolean
}

export type Upgraded = {
  /** How many migrations were applied; none when it was up to date. */
  applied: number
  /** What it was before; undefined when there was nothing to back up. */
  backup: Sidecar | undefined
}

/**
 * Brings the database up to this program: backs it up and proves that, migrates and verifies in one transaction. Where
 * it is up to date, only what migrating sets right each time is. Throws conflict while others are connected, or back up,
 * restore or upgrade; and AppError `unavailable` with the reason when there is no good backup or the verification fails.
 * Whenever it throws before the migration is committed, the database is as it was; the message says so.
 */
export async function upgrade(input: UpgradeInput): Promise<Upgraded> {
  const { ownerUrl, appUrl, whileRunning } = input
  return await alone(ownerUrl, async (server) => {
    if ((await pendingMigrations(ownerUrl)) === 0)
      return { applied: await migrate(ownerUrl, appUrl), backup: undefined }
    if (!whileRunning) await requireNobody(server, ownerUrl, appUrl)
    const backup = await backedUp(server, input)
    const applied = await migrate(ownerUrl, appUrl, verifying()).catch((error) =>
      explain(error, ownerUrl, backup),
    )
    return { applied, backup }
  })
}

/**
 * A program of another version would read and write tables as they were. Any role of ours counts: which program holds a
 * connection, the server tells only those who may know.
 */
async function requireNobody(server: pg.Client, ownerUrl: string, appUrl: string) {
  const roles = [ownerUrl, appUrl].map((url) => decodeURIComponent(new URL(url).username))
  const { rows } = await server.query(
    "select count(*)::int as others from pg_stat_activity where datname = $1 and usename = any($2) and pid <> pg_backend_pid()",
    [databaseIn(ownerUrl), roles],
  )
  if (rows[0].others === 0) return
  throw new AppError(
    "conflict",
    `Others are connected to the database (${rows[0].others}). Stop web and worker first: an older one would fail on the new tables. Nothing was changed.`,
  )
}

async function backedUp(server: pg.Client, place: Place): Promise<Sidecar | undefined> {
  const there = await onConnection(place.ownerUrl, async (client) => {
    const { rows } = await client.query("select to_regclass('public.clients') is not null as ours")
    return rows[0].ours as boolean
  })
  if (!there) return undefined
  const backup = await takeBackup(place, { server, now: () => new Date() })
  if (backup.state === "good") return backup
  throw new AppError("unavailable", `There is no good backup: ${backup.why} Nothing was changed.`)
}

/** Migrations and their verification are one transaction; what comes after them can be done again. */
async function explain(error: unknown, ownerUrl: string, backup: Sidecar | undefined): Promise<never> {
  const left = await pendingMigrations(ownerUrl).catch(() => undefined)
  const cause = causeOf(error)
  const kept = backup ? ` The backup is ${backup.file}.` : ""
  if (left === 0)
    throw new AppError(
      "unavailable",
      `The tables are migrated and verified, but not all is ready: ${cause} Run it again.${kept}`,
    )
  if (left === undefined)
    throw new AppError("unavailable", `The database is away: ${cause} Run it again.${kept}`)
  throw new AppError("unavailable", `The migration failed, and everything is as it was: ${cause}${kept}`)
}
