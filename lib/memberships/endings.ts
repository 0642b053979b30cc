import { and, between, eq, gte, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import { clientCoverage, clients } from "../../db/schema"
import { addDays, type CalendarDate } from "../core/clock"

/** Coverage that ends within so many days, or ended within so many, is on the renewal worklist. */
export const RENEWAL_DAYS = 60

const { kind, startsOn, endsOn } = clientCoverage

/** The last day of the stretch of coverage that a row of the calendar of the kind `covered` or `ended` is about. */
export const lastDay = sql<CalendarDate>`(case ${kind} when 'covered' then ${endsOn} else ${startsOn} - 1 end)`

/** The day on which the plan of such a row is the one that counts today. */
export const planDay = (today: CalendarDate) => sql`least(${lastDay}, ${today}::date)`

/** The rows of the calendar that contain today and tell of coverage that ends or has ended, whenever. */
export const endsAtAll = (today: CalendarDate): SQL | undefined =>
  and(lte(startsOn, today), gte(endsOn, today), sql`${kind} in ('covered', 'ended')`)

/** Those of clients (not deleted) whose coverage ends in the next 60 days or has ended in the last 60. */
export const endsAround = (today: CalendarDate): SQL | undefined =>
  and(
    isNull(clients.deletedAt),
    or(
      and(eq(kind, "covered"), lte(startsOn, today), between(endsOn, today, addDays(today, RENEWAL_DAYS))),
      and(eq(kind, "ended"), between(startsOn, addDays(today, 1 - RENEWAL_DAYS), today), gte(endsOn, today)),
    ),
  )
