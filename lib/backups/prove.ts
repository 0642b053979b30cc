import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import type pg from "pg"
import { connect } from "../../db/client"
import { migrateAsFarAs, UnknownMigrations } from "../../db/migrate"
import { verifyAudit } from "../audit/verify"
import { AppError } from "../core/errors"
import { type Archive, openArchive } from "./archive"
import { databaseIn, dropDatabase, makeScratch, onConnection } from "./database"
import { load } from "./load"
import { unseal } from "./seal"
import type { Sidecar } from "./sidecar"

/** Digest and length of a file as it is on the disk. */
async function fingerprintOf(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash("sha256")
  let size = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(piece)
    size += piece.length
  }
  return { sha256: hash.digest("hex"), size }
}

/** Throws AppError `invalid` when the file is not, byte by byte, the one that the sidecar is about. */
export async function requireUnchanged(path: string, { sha256, size }: Sidecar): Promise<void> {
  const found = await fingerprintOf(path)
  if (found.sha256 !== sha256 || found.size !== size)
    throw new AppError(
      "invalid",
      "The file is not the one that was written: its SHA-256 is another than what stands beside it.",
    )
}

/** Opens a backup and reads its beginning. */
export async function openBackup(path: string, keys: string[]): Promise<Archive> {
  return await openArchive(await unseal(createReadStream(path, { highWaterMark: 1 << 18 }), keys))
}

/**
 * Restores a backup into a scratch database beside the one of `ownerUrl` and hands it to `use`; afterwards the scratch
 * database is gone unless `use` gave it another name. Throws AppError `invalid` when it does not come back as it was.
 */
export async function restoreIntoScratch<T>(
  server: pg.Client,
  ownerUrl: string,
  archive: Archive,
  use: (scratch: { url: string; rows: Record<string, number> }) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const url = await makeScratch(server, ownerUrl)
  try {
    await migrateAsFarAs(url, archive.about.migrations).catch(named)
    return await use({ url, rows: await onConnection(url, (client) => load(client, archive), signal) })
  } finally {
    archive.close()
    await dropDatabase(server, databaseIn(url))
  }
}

/**
 * Proves that a backup can be restored, and walks the chain of the audit log that came back; the data is left as it is.
 * Returns the number of rows of each table and how many faults the log has: it had them in the database.
 */
export async function prove(server: pg.Client, ownerUrl: string, archive: Archive, signal?: AbortSignal) {
  return await restoreIntoScratch(
    server,
    ownerUrl,
    archive,
    async ({ url, rows }) => ({ rows, auditFaults: await auditFaultsIn(url, archive) }),
    signal,
  )
}

/** Throws when the log came back with another end. */
async function auditFaultsIn(url: string, archive: Archive): Promise<number> {
  const { auditHead } = archive.totals()
  if (!auditHead) return 0
  const { db, close } = connect(url, { max: 1 })
  const { head, faultCount } = await verifyAudit(db).finally(close)
  if (head.position === auditHead.position && head.hash === auditHead.hash) return faultCount
  throw new AppError("invalid", "Its audit log does not end where it did.")
}

function named(error: unknown): never {
  if (error instanceof UnknownMigrations)
    throw new AppError("invalid", "This backup was made by a newer version: restore it with that one.")
  throw error
}
