import { createHash, randomUUID } from "node:crypto"
import { createWriteStream } from "node:fs"
import { mkdir, readdir, rename, rm } from "node:fs/promises"
import { basename, join } from "node:path"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { syncFolder } from "../backups/sidecar"
import { AppError } from "../core/errors"
import { type Base, type Kept, readBase, readKept } from "./names"

const DRAFT = ".part"

export type Archive = { bases: Base[]; kept: Kept[] }

/** Where the WAL of a cluster lies in the folder of backups; the number is the cluster's own, from initdb. */
export const archiveOf = (backupDir: string, systemId: string) => join(backupDir, "wal", systemId)

/** What an archive holds, bases from the oldest to the newest; nothing when the folder is not there. */
export async function readArchive(folder: string): Promise<Archive> {
  const names = await namesIn(folder)
  const bases = names.flatMap((name) => readBase(name) ?? [])
  const kept = names.flatMap((name) => readKept(name) ?? [])
  return { bases: bases.sort((a, b) => a.at.getTime() - b.at.getTime()), kept }
}

/** The names in a folder, sorted; none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return []
    throw error
  })
  return names.sort()
}

/**
 * Writes a file so that it is there whole, on the disk, or not at all. Two may write at once. `nameOf` is asked once all
 * of it was read.
 */
export async function writeWhole(folder: string, from: Readable, nameOf: () => string | Promise<string>) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, randomUUID() + DRAFT)
  try {
    await pipeline(from, createWriteStream(draft, { mode: 0o600, flush: true }))
    const path = join(folder, await nameOf())
    await rename(draft, path)
    await syncFolder(folder)
    return path
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** What somebody was writing when they were killed. */
export const draftsIn = async (folder: string) =>
  (await namesIn(folder)).filter((name) => name.endsWith(DRAFT))

/** Removes files of the archive for good. */
export async function removeFrom(folder: string, fileNames: string[]) {
  for (const name of fileNames) await rm(join(folder, basename(name)), { force: true })
}

/** The mark by which two contents are told apart. */
export const hashOf = (content: Buffer) => createHash("sha256").update(content).digest("hex").slice(0, 16)

/**
 * The archive in a folder of backups: the only one, or that of the cluster with this number. Throws AppError `invalid`
 * when there is none or it is not clear which.
 */
export async function archiveIn(backupDir: string, cluster?: string): Promise<string> {
  const clusters = (await namesIn(join(backupDir, "wal"))).filter((name) => /^\d+$/.test(name))
  const [only] = cluster ? clusters.filter((name) => name === cluster) : clusters
  if (!only) throw new AppError("invalid", `There is no archive of WAL in ${backupDir}.`)
  if (!cluster && clusters.length > 1)
    throw new AppError(
      "invalid",
      `There are several clusters; name one with --cluster: ${clusters.join(", ")}`,
    )
  return archiveOf(backupDir, only)
}
