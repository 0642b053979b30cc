import { walSettings } from "../env-parts"
import { walHealth } from "../wal/health"
import { type Check, type Finding, fail, type Patient, pass, skip } from "./check"

/** Whether everything of the last minutes could be restored. */
export const walChecks: Check[] = [
  {
    id: "backups.wal",
    group: "Backups",
    title: "WAL is archived and kept",
    remedy: "Look at what `crm wal status` says, and at docs/operations.md, Lose at most five minutes.",
    after: ["database.reachable"],
    look: walKept,
  },
]

async function walKept({ settings, now }: Patient): Promise<Finding> {
  const wal = walSettings(settings)
  if (!wal) return skip("This process is not told where WAL is archived (WAL_ARCHIVE_DIR).")
  const { from, until, trouble } = await walHealth(wal, now)
  if (trouble.length > 0) return fail(trouble.join(" "))
  return pass(`Every moment from ${from?.toISOString()} to ${until?.toISOString()} can be restored.`)
}
