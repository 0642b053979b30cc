import { version } from "../../package.json"
import { AppError } from "../core/errors"
import type { Context } from "../core/operation"
import type { backupSettings, centreSettings } from "../env-parts"
import { copyElsewhere } from "./copies"
import { alone } from "./database"
import type { Origin } from "./dump"
import { checkAgain, removeOld } from "./keep"
import { sumOf, tellBackups, tellFailure } from "./records"
import { type Sidecar, sidecarsIn } from "./sidecar"
import { takeBackup } from "./take"
import { whyInWords } from "./words"

export type BackupSettings = NonNullable<ReturnType<typeof backupSettings>>

/** What a backup says of where it comes from. */
export const originOf = ({ centre, settings }: ReturnType<typeof centreSettings>): Origin => ({
  version,
  centre,
  settings,
})

/**
 * Makes a backup and proves it, copies it elsewhere, reads those that are kept again, removes those that need not be kept,
 * and tells in the database what there is. Returns the new one. Throws conflict while another is under way, and AppError
 * `unavailable` with the reason when there is no good one at the end; then nothing old was removed.
 */
export async function backUp(
  context: () => Context,
  settings: BackupSettings,
  signal?: AbortSignal,
): Promise<Sidecar> {
  const { ownerUrl, directory, keep } = settings
  const now = () => context().now
  const place = { ownerUrl, directory, recipients: settings.recipients, origin: originOf(settings) }
  return await alone(
    ownerUrl,
    async (server) => {
      const made = await takeBackup(place, { server, now, signal }).catch(failed)
      // A copy can take long, and the dashboard need not wait for it.
      await tellBackups(context(), { found: await sidecarsIn(directory), made: made.file })
      await checkAgain(directory, now, signal)
      await copyElsewhere(directory, settings, now, signal)
      if (made.state === "good") await removeOldOnes()
      await tellBackups(context(), { found: await sidecarsIn(directory) })
      if (made.state !== "good") throw new AppError("unavailable", String(made.why))
      return made
    },
    signal,
  )

  async function removeOldOnes() {
    const { timeZone } = context()
    await removeOld(directory, keep, now(), timeZone)
    // Where the other directory is away, that is told of the copy.
    if (settings.copyDirectory) await removeOld(settings.copyDirectory, keep, now(), timeZone).catch(() => {})
  }

  async function failed(error: unknown): Promise<never> {
    signal?.throwIfAborted()
    const why = whyInWords(error)
    await tellFailure(context(), { why })
    throw new AppError("unavailable", why)
  }
}

/** Shorter than the queue waits for it: what hangs is given up before it is tried again. */
const NIGHT_MS = 55 * 60_000

/** The same for the clock: what it did in numbers. */
export async function backUpNightly(
  context: () => Context,
  settings: BackupSettings,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const made = await backUp(context, settings, AbortSignal.any([signal, AbortSignal.timeout(NIGHT_MS)]))
  return { rows: sumOf(made.rows), kept: (await sidecarsIn(settings.directory)).length }
}
