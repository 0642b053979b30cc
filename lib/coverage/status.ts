import { addDays, type CalendarDate, daysBetween } from "../core/clock"

export const statuses = ["active", "expiring", "expired", "none", "pending"] as const
export type Status = (typeof statuses)[number]

export type Plan = { code: string; name: string }
export type Stretch = { startsOn: CalendarDate; endsOn: CalendarDate }
export type Period = Stretch & { plan: Plan }

/** The answer to "are they covered today": the stretch that decides it, and the plan in force in it. */
export type Coverage = {
  status: Status
  plan: Plan | null
  startsOn: CalendarDate | null
  endsOn: CalendarDate | null
}

/** A stretch whose last day is this many days ahead, or fewer, is expiring. */
export const EXPIRING_WITHIN_DAYS = 30

/** Periods that overlap or follow each other without a day between them, joined; in the order of the calendar. */
export function stretches(periods: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const { startsOn, endsOn } of periods.toSorted((a, b) => compare(a.startsOn, b.startsOn))) {
    const last = joined.at(-1)
    if (!last || startsOn > addDays(last.endsOn, 1)) joined.push({ startsOn, endsOn })
    else if (endsOn > last.endsOn) last.endsOn = endsOn
  }
  return joined
}

/** A client's coverage on `today`, from their memberships that are not cancelled (or else their POS period). */
export function coverageOn(periods: readonly Period[], today: CalendarDate): Coverage {
  const all = stretches(periods)
  const now = all.find((stretch) => stretch.startsOn <= today && today <= stretch.endsOn)
  const past = all.findLast((stretch) => stretch.endsOn < today)
  const next = all.find((stretch) => stretch.startsOn > today)
  if (now) {
    const status = daysBetween(today, now.endsOn) <= EXPIRING_WITHIN_DAYS ? "expiring" : "active"
    return { status, ...now, plan: planOn(periods, today) }
  }
  if (past) return { status: "expired", ...past, plan: planOn(periods, past.endsOn) }
  if (next) return { status: "pending", ...next, plan: planOn(periods, next.startsOn) }
  return { status: "none", plan: null, startsOn: null, endsOn: null }
}

/** Of the periods that hold on `day`, the plan of the one that lasts longest; the first code of those that end together. */
function planOn(periods: readonly Period[], day: CalendarDate): Plan | null {
  const held = periods.filter((period) => period.startsOn <= day && day <= period.endsOn)
  return (
    held.toSorted((a, b) => compare(b.endsOn, a.endsOn) || compare(a.plan.code, b.plan.code))[0]?.plan ?? null
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
