import type { Settings } from "../settings/schema"
import type { When } from "./slots"

const HOUR = 3_600_000
const TUESDAY = 2

export type ScheduledJob = {
  /** Its times may hang on settings. */
  when: (settings: Pick<Settings, "closingTime">) => When
  /** What was missed while nobody was there is done this much later at most; then it is left out. */
  lateByMs: number
}

const everyDayAt = (at: string) => () => ({ on: "every day" as const, at })

/** What the clock asks for, at the centre's time (product rules, section 3.6). */
export const scheduledJobs = {
  close_visits: {
    when: ({ closingTime }) => ({ on: "every day", at: closingTime }),
    lateByMs: Number.POSITIVE_INFINITY,
  },
  ggleap_groups: {
    when: everyDayAt("02:00"),
    lateByMs: 22 * HOUR,
  },
  backup: {
    when: everyDayAt("02:30"),
    lateByMs: Number.POSITIVE_INFINITY,
  },
  audit_check: {
    when: everyDayAt("03:00"),
    lateByMs: Number.POSITIVE_INFINITY,
  },
  forget_old: {
    when: everyDayAt("03:30"),
    lateByMs: Number.POSITIVE_INFINITY,
  },
  /** Until the hour after which nobody gets messages. */
  expiring_memberships: {
    when: everyDayAt("09:00"),
    lateByMs: 12 * HOUR,
  },
  mid_month_nudge: {
    when: () => ({ on: { dayOfMonth: 15 }, at: "10:00" }),
    lateByMs: 5 * 24 * HOUR,
  },
  /** It is about that day: the day after, it is of no use. */
  meetup: {
    when: () => ({ on: { nth: 2, weekday: TUESDAY }, at: "10:00" }),
    lateByMs: 11 * HOUR,
  },
} satisfies Record<string, ScheduledJob>

export type ScheduledJobName = keyof typeof scheduledJobs
export const scheduledJobNames = Object.keys(scheduledJobs) as ScheduledJobName[]
