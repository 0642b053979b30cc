import postgres from "postgres"
import { seal } from "../backups/seal"
import { AppError } from "../core/errors"
import { archiveOf, writeWhole } from "./archive"
import { openBaseBackup } from "./base-backup"
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

/** Which cluster answers at `url`, on which timeline it is, and what its clock says. */
export async function clusterOf(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const [row] = await sql<{ systemId: string; timeline: number; at: Date }[]>`
      select system_identifier::text as "systemId", timeline_id as timeline, clock_timestamp() as at
      from pg_control_system(), pg_control_checkpoint()`
    if (!row) throw new AppError("unavailable", "Postgres does not say which cluster it is.")
    return row
  } finally {
    await sql.end({ timeout: 5 })
  }
}
