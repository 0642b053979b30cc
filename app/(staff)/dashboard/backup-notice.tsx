import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { backupState } from "@/lib/backups/list"
import { env } from "@/lib/env"
import { backupsHere } from "@/lib/env-parts"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"

/** To admins: that there is no good backup of the last 26 hours, or that something is wrong with the newest. */
export async function BackupNotice() {
  const { role } = await requireUser("/")
  if (!can(role, "backups.read")) return null
  const notice = await noticeNow()
  if (!notice) return null
  return (
    <Alert {...notice} className="mb-4">
      <Link href="/admin/system" className="link target inline-flex items-center">
        Look at the backups
      </Link>
    </Alert>
  )
}

async function noticeNow() {
  const isOff = backupsHere(env()) === "off"
  if (isOff && env().APP_ENV !== "production") return null
  if (isOff) return { tone: "error" as const, title: "Nothing is backed up." }
  const { good, late, why, copyProblem } = await read(backupState, {})
  if (!good) return { tone: "error" as const, title: "There is no good backup yet." }
  if (late) return { tone: "error" as const, title: "There is no good backup of the last 26 hours." }
  if (why) return { tone: "warn" as const, title: `The newest backup: ${why}` }
  return copyProblem ? { tone: "warn" as const, title: "The newest backup was not copied elsewhere." } : null
}
