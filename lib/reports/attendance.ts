import { inMemoryOf, type Moment } from "../core/memory"
import { query } from "../core/operation"
import { countCameBefore } from "./came-before"
import { type MonthPart, monthsOf } from "./months"
import { pastAndRecent } from "./past-days"
import { type Period, PeriodInput } from "./schema"
import { nothing, type Sums, sumVisits, together, type VisitSums } from "./visit-sums"

/** `averageStay` is in whole minutes, of the visits whose real end is known; null when there is none. */
export type Attendance = { visits: number; clients: number; averageStay: number | null }

/**
 * The visits that began in a period, in the centre's time zone: by month, in all, and by the hour of the day and the day
 * of the week on which they began (1 is Monday). `clients` are different clients. Undone and voided check-ins never
 * count; a visit that the system had to end counts, but its length is not known.
 */
export const attendanceByMonth = query({
  permission: "reports.read",
  input: PeriodInput,
  async run({ db, timeZone }, period) {
    const sums = await inMemoryOf(db, ["visits"], (moment) => sumsOf(moment, period, timeZone))
    const numbersOf = (month: string | null) => attendanceOf(sums.byMonth.get(month) ?? nothing)
    return {
      months: monthsOf(period).map((part): MonthPart & Attendance => ({ ...part, ...numbersOf(part.month) })),
      total: numbersOf(null),
      hours: range(0, 23).map((hour) => ({ hour, visits: sums.byHour.get(hour) ?? 0 })),
      weekdays: range(1, 7).map((weekday) => ({ weekday, visits: sums.byWeekday.get(weekday) ?? 0 })),
    }
  },
})

export type AttendanceReport = Awaited<ReturnType<typeof attendanceByMonth>>

function attendanceOf({ visits, clients, stays, stayMs }: Sums): Attendance {
  return { visits, clients, averageStay: stays ? Math.round(stayMs / stays / 60_000) : null }
}

/** Only the last few days are counted each time. */
async function sumsOf({ tx, at, recall }: Moment, period: Period, timeZone: string): Promise<VisitSums> {
  const { past, recent } = pastAndRecent(period, at, timeZone)
  const before = past && (await recall(["visit sums", past, timeZone], () => sumVisits(tx, past, timeZone)))
  const since = recent && (await sumVisits(tx, recent, timeZone))
  if (!before || !since)
    return before ?? since ?? { byMonth: new Map(), byHour: new Map(), byWeekday: new Map() }
  return together(before, since, await countCameBefore(tx, past, recent, timeZone))
}

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
