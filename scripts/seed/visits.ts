import type { checkIns } from "../../db/schema"
import { type CalendarDate, daysBetween } from "../../lib/core/clock"
import { type Calendar, CLOSES, isOpenOn, isSaturday } from "./calendar"
import type { Chance } from "./chance"

/** A client as the door sees them: between which days they come, and how often in a week of six days. */
export type Guest = { clientId: string; from: CalendarDate; until: CalendarDate; perWeek: number }

/** Who stands behind the visits. */
export type Desk = { adminId: string; staffId: string; apiKeyId: string }

type Visit = typeof checkIns.$inferInsert

const DAYS = 182

/** Arrivals by hour: after school and work in the week, earlier on Saturdays. */
const weekdayHours = [11, 11, 12, 13, 14, 14, 15, 15, 15, 16, 16, 16, 17, 17, 18]
const saturdayHours = [11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 15, 16, 17]

const visitNotes = ["Brought a cousin.", "Came with the Friday group.", "Tournament practice.", "Left early."]

/** The visits of the last six months up to now, in the order of time; those that go on now have no end. */
export function inventVisits(guests: Guest[], desk: Desk, calendar: Calendar, chance: Chance): Visit[] {
  const days = Array.from({ length: DAYS + 1 }, (_, index) => calendar.day(index - DAYS)).filter(isOpenOn)
  return days
    .flatMap((date) => guests.filter((guest) => comes(guest, date)).map((guest) => visitOf(guest, date)))
    .filter((visit) => visit.checkedInAt <= calendar.now)
    .toSorted((a, b) => a.checkedInAt.getTime() - b.checkedInAt.getTime())
    .map((visit, index) => ({ ...visit, idempotencyKey: `sample-visit-${index}` }))

  function comes({ from, until, perWeek }: Guest, date: CalendarDate) {
    if (date < from || until < date) return false
    return chance.often((perWeek / 6) * (isSaturday(date) ? 1.5 : 0.9))
  }

  function visitOf({ clientId }: Guest, date: CalendarDate) {
    const arrives = chance.pick(isSaturday(date) ? saturdayHours : weekdayHours) * 60 + chance.whole(0, 59)
    const leaves = Math.min(arrives + chance.whole(60, 240), CLOSES)
    const checkedInAt = calendar.moment(date, arrives)
    const checkedOutAt = calendar.moment(date, leaves)
    return {
      clientId,
      checkedInAt,
      checkedOutAt: checkedOutAt <= calendar.now ? checkedOutAt : null,
      notes: chance.often(0.01) ? chance.pick(visitNotes) : null,
      ...door(),
      ...mishap(date, checkedInAt),
    }
  }

  function door() {
    if (chance.often(0.42)) return { method: "kiosk" as const, station: "Kiosk-Main" }
    const seat = chance.often(0.3) ? "Front Desk" : `PC-${String(chance.whole(1, 20)).padStart(2, "0")}`
    if (chance.often(0.03)) return { method: "api" as const, station: seat, apiKeyId: desk.apiKeyId }
    const userId = chance.often(0.7) ? desk.staffId : desk.adminId
    return { method: "staff" as const, station: seat, userId }
  }

  /** Now and then a check-in is undone or voided, or a visit left open is closed by the system. */
  function mishap(date: CalendarDate, checkedInAt: Date): Partial<Visit> {
    const after = (minutes: number) => new Date(checkedInAt.getTime() + minutes * 60_000)
    if (daysBetween(date, calendar.today) < 2) return {}
    if (chance.often(0.004))
      return { removal: "undone", removedAt: after(2), removedBy: desk.staffId, checkedOutAt: null }
    if (chance.often(0.002)) {
      const removalReason = "Checked in the wrong person"
      return { removal: "voided", removedAt: after(90), removedBy: desk.adminId, removalReason }
    }
    if (chance.often(0.006)) return { checkedOutAt: calendar.moment(date, CLOSES), needsReview: true }
    return {}
  }
}
