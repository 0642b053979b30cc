import { createReadStream } from "node:fs"
import { chmod, chown, lchown, mkdir, open, rm, writeFile } from "node:fs/promises"
import { basename, join, normalize } from "node:path"
import type { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { unseal } from "../backups/seal"
import { entriesOf, type TarEntry } from "../backups/tar"
import { AppError } from "../core/errors"
import { hashOf } from "./archive"
import type { Kept } from "./names"

export type Account = { uid: number; gid: number } | undefined

/**
 * Unpacks a base backup into a folder that is there and empty, for the account that will run Postgres on it. Throws
 * AppError `invalid` when a byte of it was changed or is missing, or no key opens it.
 */
export async function unpackBase(file: string, keys: string[], into: string, account: Account) {
  const tar = await openSealed(file, keys)
  try {
    for await (const entry of entriesOf(tar)) await unpackEntry(entry, into, account)
  } catch (error) {
    naming(basename(file))(error)
  }
}

/** What Postgres archived, as it was. Throws AppError `invalid`, with the name, when it is damaged or no key opens it. */
export async function openKept(folder: string, { fileName, hash }: Kept, keys: string[]): Promise<Buffer> {
  const sealed = await openSealed(join(folder, fileName), keys)
  const content = await buffer(sealed).catch(naming(fileName))
  if (hashOf(content) === hash) return content
  throw new AppError("invalid", `${fileName}: it is damaged, or is another file under this name.`)
}

/** Writes what Postgres will ask for. The zeros with which a segment that was closed early ends take no room on the disk. */
export async function writeSparse(path: string, content: Buffer, account: Account) {
  let used = content.length
  while (used > 0 && content[used - 1] === 0) used -= 1
  const file = await open(path, "wx", 0o600)
  await file.write(content.subarray(0, used))
  await file.truncate(content.length)
  await file.close()
  if (account) await chown(path, account.uid, account.gid)
}

/** A folder of one's own for the account. */
export async function makeFolder(path: string, account: Account) {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  if (account) await chown(path, account.uid, account.gid)
}

async function openSealed(file: string, keys: string[]): Promise<Readable> {
  return await unseal(createReadStream(file), keys).catch(naming(basename(file)))
}

const naming =
  (fileName: string) =>
  (error: unknown): never => {
    if (error instanceof AppError) throw new AppError(error.kind, `${fileName}: ${error.message}`)
    throw error
  }

async function unpackEntry({ header, content }: TarEntry, into: string, account: Account) {
  const { name, type, mode } = header
  const path = join(into, normalize(`/${name}`))
  if (type === "directory") {
    await makeFolder(path, account)
    return
  }
  if (type !== "file")
    throw new AppError("invalid", `The base backup holds a ${type}, ${name}: it is not supported.`)
  await rm(path, { force: true })
  await writeFile(path, content, { mode: mode ?? 0o600 })
  if (account) await lchown(path, account.uid, account.gid)
}
