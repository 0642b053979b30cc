import { type CalendarDate, dateIn, weekBegins } from "../core/clock"

export type Kept = { takenAt: Date; lookedAt: Date; good: boolean }
export type Keep = { days: number; weeks: number; months: number }

/** Whoever deletes something by mistake and then backs up must not lose the backup of the night before. */
const DAYS_OF_ALL = 2
/** What was not called good is of use only while somebody looks into why. */
const DAYS_TO_LOOK_INTO = 7

/**
 * Of all backups those that are kept: the newest good one of each of the last `days` days, `weeks` weeks (from Monday) and
 * `months` months that have one, on the calendar of `timeZone`; all of the last 2 days; and what is not good for 7 days after
 * that was seen. The newest good one is always among them.
 */
export function whatToKeep<B extends Kept>(backups: B[], keep: Keep, now: Date, timeZone: string): Set<B> {
  const newestFirst = [...backups].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime())
  const good = newestFirst.filter((backup) => backup.good)
  const dayOf = ({ takenAt }: B) => dateIn(takenAt, timeZone)
  const isWithin = (days: number, moment: Date) => now.getTime() - moment.getTime() < days * 86_400_000
  return new Set([
    ...good.slice(0, 1),
    ...good.filter(({ takenAt }) => isWithin(DAYS_OF_ALL, takenAt)),
    ...newestOfEach(good, dayOf, keep.days),
    ...newestOfEach(good, (backup) => weekBegins(dayOf(backup)), keep.weeks),
    ...newestOfEach(good, (backup) => dayOf(backup).slice(0, 7), keep.months),
    ...newestFirst.filter(({ good, lookedAt }) => !good && isWithin(DAYS_TO_LOOK_INTO, lookedAt)),
  ])
}

function newestOfEach<B>(newestFirst: B[], periodOf: (backup: B) => CalendarDate, periods: number): B[] {
  const newest = new Map<string, B>()
  for (const backup of newestFirst) {
    const period = periodOf(backup)
    if (!newest.has(period)) newest.set(period, backup)
  }
  return [...newest.values()].slice(0, periods)
}
