import { addressChecks } from "./address-checks"
import { auditChecks } from "./audit-checks"
import { backupChecks } from "./backup-checks"
import type { Check } from "./check"
import { clockChecks } from "./clock-checks"
import { databaseChecks } from "./database-checks"
import { diskChecks } from "./disk-checks"
import { redisChecks } from "./redis-checks"
import { settingsChecks } from "./settings-checks"
import { walChecks } from "./wal-checks"
import { userChecks, workChecks } from "./work-checks"
import { zapierChecks } from "./zapier-checks"

/**
 * Everything that is looked at before this is called ready for production. The command, the page, the start and the
 * checklist are all made from this one table.
 */
export const checks: Check[] = [
  ...settingsChecks,
  ...databaseChecks,
  ...diskChecks,
  ...redisChecks,
  ...userChecks,
  ...workChecks,
  ...backupChecks,
  ...walChecks,
  ...zapierChecks,
  ...clockChecks,
  ...addressChecks,
  ...auditChecks,
]
