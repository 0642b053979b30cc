import { readFile } from "node:fs/promises"
import { AUDIT_FILE, readAudit } from "../dependency-audit"
import { type Check, type Finding, fail, type Patient, pass, warn } from "./check"

const STALE_DAYS = 30
const DAY_MS = 24 * 3_600_000

/** Whether the packages that this is made of have known faults. */
export const auditChecks: Check[] = [
  {
    id: "packages.audit",
    group: "Packages",
    title: "The packages were asked about known faults within 30 days",
    remedy: "Run npm run audit where the registry can be reached, and update the packages that it names.",
    look: ({ now }) => audited({ now }),
  },
]

/** What the file says that `npm run audit` keeps. */
export async function audited({ now }: Pick<Patient, "now">, file = AUDIT_FILE): Promise<Finding> {
  const audit = readAudit(await readFile(file, "utf8").catch(() => ""))
  if (!audit) return warn("They were never asked about here.")
  const days = Math.floor((now.getTime() - Date.parse(audit.at)) / DAY_MS)
  const { critical, high, moderate, low } = audit.faults
  const says = `${days} days ago: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`
  if (critical + high > 0) return fail(says)
  return days > STALE_DAYS || moderate > 0 ? warn(says) : pass(says)
}
