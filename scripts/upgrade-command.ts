import { join } from "node:path"
import type { Command } from "commander"
import { originOf } from "../lib/backups/back-up"
import { AppError } from "../lib/core/errors"
import { count } from "../lib/core/format"
import { env } from "../lib/env"
import { backupSettings, centreSettings } from "../lib/env-parts"
import { upgrade } from "../lib/upgrade/upgrade"

export function addCommands(crm: Command) {
  crm
    .command("upgrade")
    .option(
      "--while-running",
      "also while web or worker are connected: only for a version that says so",
      false,
    )
    .action(async ({ whileRunning }: { whileRunning: boolean }) => {
      const settings = backupSettings(env())
      if (!settings)
        throw new AppError(
          "invalid",
          "Set BACKUP_DIR and BACKUP_RECIPIENT first: an upgrade begins with a backup.",
        )
      const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = env()
      const { directory, recipients } = settings
      const origin = originOf(centreSettings(env()))
      const { applied, backup } = await upgrade({
        ownerUrl,
        appUrl,
        directory,
        recipients,
        origin,
        whileRunning,
      })
      if (applied === 0) console.log("The database is up to date.")
      else
        console.log(`Upgraded: ${count(applied, "migration")} applied, everything that was there is there.`)
      if (backup) {
        const file = join(directory, backup.file)
        console.log(`Before it, everything was backed up: ${file}`)
        console.log(`To go back, with the former version: crm restore ${file} --without-backup --key …`)
      }
    })
}
