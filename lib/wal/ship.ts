import { readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { seal } from "../backups/seal"
import { AppError } from "../core/errors"
import { hashOf, namesIn, readArchive, writeWhole } from "./archive"
import { isArchived, keptName, SEGMENT_BYTES } from "./names"

type Way = {
  /** Where Postgres puts what it archives. */
  inbox: string
  /** The archive. */
  folder: string
  recipients: string[]
}

/**
 * Moves what Postgres archived from the inbox into the archive, encrypted, oldest first, and returns how many files that
 * were. A file leaves the inbox once it is safely in the archive; one that is there already is not written again.
 * Throws AppError `conflict` when another of its name is there, and `invalid` when a segment has a size that is not supported.
 */
export async function shipWaiting({ inbox, folder, recipients }: Way): Promise<number> {
  const waiting = (await namesIn(inbox)).filter(isArchived)
  if (waiting.length === 0) return 0
  const there = new Map((await readArchive(folder)).kept.map(({ name, hash }) => [name, hash]))
  for (const name of waiting) {
    const path = join(inbox, name)
    const [content, { mtime }] = await Promise.all([readFile(path), stat(path)])
    const hash = hashOf(content)
    expectWhole(name, content.length)
    const former = there.get(name)
    if (former && former !== hash)
      throw new AppError("conflict", `${name} is in the archive already, with another content: ${folder}`)
    if (!former)
      await writeWhole(folder, await seal(Readable.from([content]), recipients), () =>
        keptName(name, mtime, hash),
      )
    await rm(path, { force: true })
  }
  return waiting.length
}

function expectWhole(name: string, length: number) {
  if (!/^[0-9A-F]{24}$/.test(name) || length === SEGMENT_BYTES) return
  throw new AppError("invalid", `${name} has ${length} bytes; segments must have ${SEGMENT_BYTES}.`)
}
