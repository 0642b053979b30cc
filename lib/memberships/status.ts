import { addDays, type CalendarDate, isCalendarDate, lastDayOf } from "../core/clock"

type Length = { lengthValue: number; lengthUnit: "days" | "months" }
export type Term = { startsOn: CalendarDate; endsOn: CalendarDate }
type Held = { startsOn: CalendarDate; holdsUntil: CalendarDate | null }
type Cancellable = Held & { endsOn: CalendarDate; cancelledFrom: CalendarDate | null }

export type Standing = "current" | "upcoming" | "ended" | "cancelled"

/** How one membership stands on `today`; cancelled only once the cancellation took effect. */
export function standingOn(membership: Cancellable, today: CalendarDate): Standing {
  const { startsOn, endsOn, holdsUntil, cancelledFrom } = membership
  if (holdsUntil === null) return "cancelled"
  if (holdsUntil < today) return cancelledFrom && cancelledFrom <= endsOn ? "cancelled" : "ended"
  return startsOn > today ? "upcoming" : "current"
}

/** The last day of a plan that begins on `startsOn`; blank while that is no day yet. */
export function proposedEnd({ lengthValue, lengthUnit }: Length, startsOn: string): string {
  return isCalendarDate(startsOn) ? lastDayOf(startsOn, lengthValue, lengthUnit) : ""
}

/** What a renewal is proposed to be: the same plan, from the day after the last that counts, or else from today. */
export function renewalProposal(membership: Held & { plan: Length & { code: string } }, today: CalendarDate) {
  const { plan, holdsUntil } = membership
  const startsOn = holdsUntil === null ? today : addDays(holdsUntil, 1)
  return { planCode: plan.code, startsOn, endsOn: proposedEnd(plan, startsOn) }
}

/** Whether two memberships count on a common day. */
export function overlaps(one: Held, other: Held): boolean {
  if (one.holdsUntil === null || other.holdsUntil === null) return false
  return one.startsOn <= other.holdsUntil && other.startsOn <= one.holdsUntil
}

/** The last day that counts, as the database works it out for `holds_until`. */
export function holdsUntilOf(
  startsOn: CalendarDate,
  endsOn: CalendarDate,
  cancelledFrom: CalendarDate | null,
) {
  if (cancelledFrom === null) return endsOn
  if (cancelledFrom <= startsOn) return null
  const lastBefore = addDays(cancelledFrom, -1)
  return lastBefore < endsOn ? lastBefore : endsOn
}
