import { seal } from "../backups/seal"
import { AppError } from "../core/errors"
import { archiveOf, writeWhole } from "./archive"
import { openBaseBackup } from "./base-backup"
import { clusterOf } from "./cluster"
import { type Base, baseName, readBase } from "./names"

/**
 * Puts an encrypted base backup of the whole cluster into its archive under `backupDir` and returns it. The role in `url`
 * needs the right to replicate. Throws AppError `unavailable` when Postgres gives none; then nothing is left of it.
 */
export async function takeBase(url: string, backupDir: string, recipients: string[]): Promise<Base> {
  const { systemId } = await clusterOf(url)
  const { tar, extent } = await openBaseBackup(url)
  let made: Base | undefined
  await writeWhole(archiveOf(backupDir, systemId), await seal(tar, recipients), async () => {
    const whole = await extent
    const { at } = await clusterOf(url)
    const name = baseName({ ...whole, at })
    made = readBase(name)
    return name
  })
  if (!made) throw new AppError("unavailable", "The base backup has no name.")
  return made
}
