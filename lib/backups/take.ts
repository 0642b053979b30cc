import { createHash } from "node:crypto"
import { createWriteStream } from "node:fs"
import { mkdir, open, rm } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import type pg from "pg"
import { AppError } from "../core/errors"
import { onConnection } from "./database"
import { dump, type Origin } from "./dump"
import { openBackup, prove, requireUnchanged } from "./prove"
import { isRecipient, newKey, seal } from "./seal"
import { fileNameAt, partial, putInPlace, removePartial, type Sidecar, writeSidecar } from "./sidecar"
import { whyInWords } from "./words"

export type Place = {
  /** The database, as its owner. */
  ownerUrl: string
  directory: string
  /** Whose keys open it. */
  recipients: string[]
  origin: Origin
}

type Way = { server: pg.Client; now: () => Date; signal?: AbortSignal }

/**
 * Writes a backup of the database as it is now into the directory and proves it: it is read again from the disk, restored
 * into a scratch database and compared. What comes back is in the state `good`, or `failed` with the reason; beside it stands the
 * same. Throws, with nothing left behind, when it could not be written. For whoever holds the lock of `alone`.
 */
export async function takeBackup(place: Place, way: Way): Promise<Sidecar> {
  const { directory, recipients } = place
  const foreign = recipients.find((recipient) => !isRecipient(recipient))
  if (foreign !== undefined || recipients.length === 0)
    throw new AppError("invalid", "BACKUP_RECIPIENT is not the public half of an age key: age1….")
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await removePartial(directory)
  // Who proves it has no key of the operator's: this one opens it once, and is kept nowhere.
  const once = await newKey()
  const taken = await write({ ...place, recipients: [...recipients, once.recipient] }, way)
  return await proven(place, way, taken, [once.key])
}

/** Proves a backup that stands in the directory, and writes beside it what came of it. */
export async function proven(
  { ownerUrl, directory }: Pick<Place, "ownerUrl" | "directory">,
  { server, now, signal }: Way,
  sidecar: Sidecar,
  keys: string[],
): Promise<Sidecar> {
  const path = join(directory, sidecar.file)
  const at = () => now().toISOString()
  const outcome = await attempt().then(
    ({ auditFaults }) => ({
      ...{ state: "good" as const, provedAt: at(), checkedAt: at() },
      why:
        auditFaults === 0 ? null : `The audit log has faults, in the database as in here (${auditFaults}).`,
    }),
    (error) => {
      signal?.throwIfAborted()
      // One that was good is not worse because there was no room to look.
      if (sidecar.state === "good" && !(error instanceof AppError))
        throw new AppError("unavailable", `It could not be looked at: ${whyInWords(error)}`)
      return { state: "failed" as const, why: whyInWords(error), provedAt: null }
    },
  )
  const after = { ...sidecar, ...outcome }
  await writeSidecar(directory, after)
  return after

  async function attempt() {
    await requireUnchanged(path, sidecar)
    signal?.throwIfAborted()
    return await prove(server, ownerUrl, await openBackup(path, keys), signal)
  }
}

async function write({ ownerUrl, directory, recipients, origin }: Place, { now, signal }: Way) {
  const takenAt = now()
  const file = fileNameAt(takenAt)
  const path = join(directory, file)
  const hash = createHash("sha256")
  let size = 0
  const counting = async function* (source: AsyncIterable<Buffer>) {
    for await (const piece of source) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  try {
    const totals = await onConnection(
      ownerUrl,
      async (client) => {
        const dumped = dump(client, origin, takenAt)
        const into = createWriteStream(partial(path), { mode: 0o600, flags: "wx" })
        await pipeline(await seal(dumped.archive, recipients), counting, into, { signal })
        return await dumped.totals()
      },
      signal,
    )
    await sync(partial(path))
    const rows = Object.fromEntries(Object.entries(totals.contents).map(([name, { rows }]) => [name, rows]))
    const sidecar: Sidecar = {
      ...{ file, takenAt: takenAt.toISOString(), version: origin.version, size, sha256: hash.digest("hex") },
      ...{
        rows,
        state: "taken",
        why: null,
        provedAt: null,
        checkedAt: null,
        copiedAt: null,
        copyProblem: null,
      },
    }
    await writeSidecar(directory, sidecar)
    await putInPlace(path)
    return sidecar
  } catch (error) {
    await rm(partial(path), { force: true })
    throw error
  }
}

async function sync(path: string) {
  const file = await open(path, "r+")
  await file.sync().finally(() => file.close())
}
