import { formatTimeOfDay } from "../core/format"
import type { Sentences } from "../core/told"
import type { ScheduledJobName } from "./jobs"
import type { When } from "./slots"

/** What the screens call each job. */
export const jobNames: Record<ScheduledJobName, string> = {
  close_visits: "End the visits that are still open",
  ggleap_groups: "Move clients to their ggLeap groups",
  backup: "Backup and its proof",
  audit_check: "Check that nobody changed the audit log",
  forget_old: "Forget what was kept for 30 days",
  expiring_memberships: "Messages about memberships that end soon",
  mid_month_nudge: "Messages to clients who did not come this month",
  meetup: "Messages about the meetup",
}

/** The same, also for a job that this version does not know. */
export const nameOfJob = (job: string) => jobNames[job as ScheduledJobName] ?? job

/** What is said of each event about scheduled jobs. */
export const scheduleSentences: Sentences<"job"> = {
  "job.asked_for": ({ job }) => ({ did: `asked for a job now: ${nameOfJob(job)}` }),
}

const ordinals = ["", "first", "second", "third", "fourth", "fifth"]
const weekdays = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

/** `Every day at 9:00 AM`, `On the 15th at 10:00 AM`, `On the second Tuesday at 10:00 AM`. */
export function whenInWords({ on, at }: When): string {
  const time = `at ${formatTimeOfDay(at)}`
  if (on === "every day") return `Every day ${time}`
  if ("dayOfMonth" in on) return `On the ${withOrdinal(on.dayOfMonth)} ${time}`
  return `On the ${ordinals[on.nth]} ${weekdays[on.weekday]} ${time}`
}

const endings = { one: "st", two: "nd", few: "rd", other: "th" } as Record<Intl.LDMLPluralRule, string>
const withOrdinal = (day: number) =>
  `${day}${endings[new Intl.PluralRules("en-US", { type: "ordinal" }).select(day)]}`

const counted: Record<string, string> = {
  closed: "visits ended",
  deliveries: "events that went out emptied",
  answers: "answers forgotten",
  received: "events that came in emptied",
  sealed: "events in the audit log, whole",
  waiting: "events not sealed yet",
  planned: "messages planned",
  moved: "moved",
  right: "in their group already",
  failed: "failed",
  rows: "rows backed up and restored to prove it",
  kept: "backups kept",
}

/** What a run did: `3 visits ended`, or that there was nothing to do. */
export function outcomeInWords(outcome: Record<string, number>): string {
  const parts = Object.entries(outcome)
    .filter(([, number]) => number > 0)
    .map(([what, number]) => `${number.toLocaleString("en-US")} ${counted[what] ?? what}`)
  return parts.join(", ") || "Nothing to do"
}
