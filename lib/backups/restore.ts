import { basename } from "node:path"
import type pg from "pg"
import { connect } from "../../db/client"
import { migrate } from "../../db/migrate"
import { AppError } from "../core/errors"
import type { Context } from "../core/operation"
import { askAnew } from "../schedule/ask-anew"
import { alone, databaseIn, dropDatabase, hasDatabase, onConnection, swapIn, withDatabase } from "./database"
import type { About } from "./format"
import { openBackup, requireUnchanged, restoreIntoScratch } from "./prove"
import { sumOf, tellBackups, tellRestored } from "./records"
import { type Sidecar, sidecarOf, sidecarsIn } from "./sidecar"
import { type Place, takeBackup } from "./take"

/** How much is in a database. */
export type There = { clients: number; checkIns: number; users: number }

export type Order = Place & {
  /** The same database, as the application's role. */
  appUrl: string
  file: string
  keys: string[]
  /** Restore even though what is there cannot be backed up; it is kept beside then. */
  withoutBackup: boolean
  /** Asked before anything is changed. */
  confirm: (backup: About, there: There | undefined) => Promise<boolean>
}

export type Restored = {
  about: About
  rows: Record<string, number>
  /** The backup of what was there before; undefined when there was nothing. */
  before: Sidecar | undefined
  /** The name that the database which was replaced has now, where it was kept. */
  aside: string | undefined
  /** The settings that were in force when the backup was made. */
  settings: Record<string, string>
}

type Way = { context: Omit<Context, "db">; signal?: AbortSignal }

/**
 * Puts a backup in the place of the database. What is there is backed up and proven first; the backup is restored beside it,
 * compared with what it was, and brought up to date; then the two change places at one moment. Until then nothing is changed,
 * whatever happens. Undefined when `confirm` says no. Throws AppError with what is wrong with the file, the key or the place.
 */
export async function restoreBackup(order: Order, { context, signal }: Way): Promise<Restored | undefined> {
  const { file, keys, ownerUrl } = order
  const beside = await sidecarOf(file)
  if (beside) await requireUnchanged(file, beside)
  return await alone(ownerUrl, (server) => inPlace(server, order), signal)

  async function inPlace(server: pg.Client, order: Order) {
    const there = await whatIsThere(server, order)
    const archive = await openBackup(file, keys)
    const { about, settings } = archive
    try {
      if (!(await order.confirm(about, there))) return undefined
      const before = await backedUp(server, order, there)
      const swap = async ({ url, rows }: { url: string; rows: Restored["rows"] }) => {
        await bringUpToDate(url, order, about, rows)
        const replaced = await swapIn(server, ownerUrl, order.withoutBackup)
        const aside = order.withoutBackup ? replaced : undefined
        if (replaced && !aside) await dropDatabase(server, replaced)
        return { about, settings, rows, before, aside }
      }
      return await restoreIntoScratch(server, ownerUrl, archive, swap, signal)
    } finally {
      archive.close()
    }
  }

  async function backedUp(server: pg.Client, place: Order, there: There | undefined) {
    if (!there || Object.values(there).every((count) => count === 0) || place.withoutBackup) return undefined
    const now = () => new Date()
    const before = await takeBackup(place, { server, now, signal })
    if (before.state === "good") return before
    throw new AppError(
      "unavailable",
      `What is there could not be backed up: ${before.why} Nothing was changed.`,
    )
  }

  async function bringUpToDate(
    scratch: string,
    { appUrl, ownerUrl, directory }: Order,
    about: About,
    rows: Restored["rows"],
  ) {
    await migrate(scratch, appUrl === ownerUrl ? scratch : withDatabase(appUrl, databaseIn(scratch)))
    const { db, close } = connect(scratch, { max: 2 })
    try {
      const ctx = { ...context, db }
      await askAnew(ctx, {})
      await tellBackups(ctx, { found: await sidecarsIn(directory).catch(() => []) })
      await tellRestored(ctx, { file: basename(file), takenAt: about.takenAt, rows: sumOf(rows) })
    } finally {
      await close()
    }
  }
}

/** Undefined where there is no database of ours. Throws when there is one that cannot be read, unless that is known. */
async function whatIsThere(
  server: pg.Client,
  { ownerUrl, withoutBackup }: Order,
): Promise<There | undefined> {
  if (!(await hasDatabase(server, databaseIn(ownerUrl)))) return undefined
  try {
    return await onConnection(ownerUrl, countThere)
  } catch (error) {
    if (error instanceof AppError) throw error
    if (withoutBackup) return undefined
    throw new AppError(
      "unavailable",
      "What is there cannot be read, so it cannot be backed up first. With --without-backup it is set aside instead.",
    )
  }
}

async function countThere(client: pg.Client): Promise<There | undefined> {
  const { rows: found } = await client.query("select to_regclass('public.clients') is not null as ours")
  if (!found[0].ours) return await nothingThere(client)
  const { rows } = await client.query(`select (select count(*)::int from public.clients) as clients,
    (select count(*)::int from public.check_ins) as "checkIns", (select count(*)::int from public.users) as users`)
  return rows[0]
}

/** An address that names somebody else's database must not cost them it. */
async function nothingThere(client: pg.Client): Promise<undefined> {
  const { rowCount } = await client.query(
    "select from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p') limit 1",
  )
  if (rowCount)
    throw new AppError("conflict", "This database holds tables that are not the CRM's. Nothing was changed.")
}
