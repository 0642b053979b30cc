import { join } from "node:path"
import { AppError } from "../core/errors"
import { log } from "../core/log"
import { requireUnchanged } from "./prove"
import { type Keep, whatToKeep } from "./retention"
import { removeBackup, type Sidecar, sidecarsIn, writeSidecar } from "./sidecar"
import { whyInWords } from "./words"

/** Removes the backups of a directory that need not be kept any more. */
export async function removeOld(directory: string, keep: Keep, now: Date, timeZone: string): Promise<void> {
  const all = (await sidecarsIn(directory)).map(({ file, takenAt, checkedAt, state }) => ({
    file,
    takenAt: new Date(takenAt),
    lookedAt: new Date(checkedAt ?? takenAt),
    good: state === "good",
  }))
  const kept = whatToKeep(all, keep, now, timeZone)
  for (const backup of all) if (!kept.has(backup)) await removeBackup(directory, backup.file)
}

/**
 * Reads every good backup of a directory again, and says of each whether its bytes are still those that were proven. One
 * that cannot be read just now stays as it is, and the log says why: a disk that is away has changed nothing.
 */
export async function checkAgain(directory: string, now: () => Date, signal?: AbortSignal): Promise<void> {
  for (const sidecar of await sidecarsIn(directory)) {
    signal?.throwIfAborted()
    if (sidecar.state !== "good") continue
    await writeSidecar(directory, { ...sidecar, ...(await found(directory, sidecar, now)) })
  }
}

async function found(directory: string, sidecar: Sidecar, now: () => Date): Promise<Partial<Sidecar>> {
  try {
    await requireUnchanged(join(directory, sidecar.file), sidecar)
    return { checkedAt: now().toISOString() }
  } catch (error) {
    const why = whyInWords(error)
    if (error instanceof AppError) return { state: "failed", why, checkedAt: now().toISOString() }
    log().error({ file: sidecar.file, why }, "a backup could not be read again")
    return {}
  }
}
