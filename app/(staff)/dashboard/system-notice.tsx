import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { listed } from "@/lib/core/format"
import { can } from "@/lib/permissions"
import { scheduleTrouble } from "@/lib/schedule/trouble"
import { nameOfJob } from "@/lib/schedule/words"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"

/** To admins: that nothing is done in the background any more, and what was given up there. */
export async function SystemNotice() {
  const { role } = await requireUser("/")
  if (!can(role, "jobs.manage")) return null
  const { running, failed } = await read(scheduleTrouble, {})
  if (running && failed.length === 0) return null
  return (
    <Alert
      tone={running ? "warn" : "error"}
      className="mb-4"
      title={
        running ? `This failed: ${listed(failed.map(nameOfJob))}.` : "The background work is not running."
      }
    >
      <Link href="/admin/system" className="link target inline-flex items-center">
        Look at the system
      </Link>
    </Alert>
  )
}
