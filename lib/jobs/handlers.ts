import { verifyAuditLog } from "../audit/verify"
import { anchorText, faultInWords } from "../audit/words"
import { closeVisits } from "../check-ins/close"
import { forgetMerges } from "../clients/undo-merge"
import { log } from "../core/log"
import type { Context } from "../core/operation"
import { syncGroups } from "../ggleap/sync"
import { forgetFiles } from "../imports/end-early"
import { planExpiry, planMeetup, planNudge } from "../messages/plan"
import type { ScheduledJobName } from "../schedule/jobs"
import { redactOld } from "../webhooks/dispatch"

/** More would make a line of the log too long; the command names all. */
const NAMED_IN_LOG = 100

/** Does what was due at `slotAt` and says in numbers what that was. */
export type Handler = (ctx: Context, slotAt: Date) => Promise<Record<string, number>>

/** The operation behind each scheduled job but the backup, which is made by those processes alone that can. */
export const handlers: Record<Exclude<ScheduledJobName, "backup">, Handler> = {
  close_visits: (ctx) => closeVisits(ctx, {}),
  audit_check: checkAuditLog,
  forget_old: async (ctx) => ({
    ...(await redactOld(ctx, {})),
    ...(await forgetMerges(ctx, {})),
    ...(await forgetFiles(ctx, {})),
  }),
  ggleap_groups: async (ctx) => (ctx.ggleap ? syncGroups(ctx, {}) : {}),
  expiring_memberships: (ctx, slotAt) => planExpiry(ctx, { slotAt }),
  mid_month_nudge: (ctx, slotAt) => planNudge(ctx, { slotAt }),
  meetup: (ctx, slotAt) => planMeetup(ctx, { slotAt }),
}

/** Says where the chain ends, so that the log of the server is a place outside of it that vouches for it. Throws when it does not hold. */
async function checkAuditLog(ctx: Context): Promise<Record<string, number>> {
  const { sealed, waiting, head, faultCount, faults } = await verifyAuditLog(ctx, {})
  if (faultCount > 0) {
    const named = faults.slice(0, NAMED_IN_LOG).map(faultInWords)
    log().error({ faultCount, faults: named }, "the audit log was tampered with")
    throw new Error("the audit log does not hold")
  }
  log().info({ auditAnchor: anchorText(head), sealed, waiting }, "the audit log holds")
  return { sealed, waiting }
}
