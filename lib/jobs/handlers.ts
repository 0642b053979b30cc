import { closeVisits } from "../check-ins/close"
import type { Context } from "../core/operation"
import { syncGroups } from "../ggleap/sync"
import { planExpiry, planMeetup, planNudge } from "../messages/plan"
import type { ScheduledJobName } from "../schedule/jobs"
import { redactOld } from "../webhooks/dispatch"

/** Does what was due at `slotAt` and says in numbers what that was. */
export type Handler = (ctx: Context, slotAt: Date) => Promise<Record<string, number>>

/** The operation behind each scheduled job but the backup, which is made by those processes alone that can. */
export const handlers: Record<Exclude<ScheduledJobName, "backup">, Handler> = {
  close_visits: (ctx) => closeVisits(ctx, {}),
  forget_old: (ctx) => redactOld(ctx, {}),
  ggleap_groups: async (ctx) => (ctx.ggleap ? syncGroups(ctx, {}) : {}),
  expiring_memberships: (ctx, slotAt) => planExpiry(ctx, { slotAt }),
  mid_month_nudge: (ctx, slotAt) => planNudge(ctx, { slotAt }),
  meetup: (ctx, slotAt) => planMeetup(ctx, { slotAt }),
}
