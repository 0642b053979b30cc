import { type SQL, sql } from "drizzle-orm"
import { checkIns, clientCoverage, memberships } from "../../db/schema"
import { type CalendarDate, startOfDay } from "../core/clock"
import { hasStatus } from "../coverage/records"
import type { Occasion } from "../settings/schema"

/** A membership is greeted for so long after it was added. */
const WELCOME_WITHIN_MS = 7 * 86_400_000

export type Look = {
  now: Date
  today: CalendarDate
  timeZone: string
  /** Since when new memberships are greeted; null while they are not. */
  welcomeSince: Date | null
}

const { clientId, kind, startsOn, endsOn } = clientCoverage

/**
 * A query for those for whom an occasion is there at present, whether or not a message can reach them: `client_id`,
 * `membership_id`, `about` and `ends_on`. `about` is the month of a nudge and the day of a meetup; the others are about
 * a membership each. Nobody who was deleted has a coverage calendar, so they are in none of them.
 */
export function dueFor(occasion: Occasion, about: string, look: Look): SQL {
  switch (occasion) {
    case "expiry":
      return expiring(look.today)
    case "nudge":
      return sql`${covered(look.today, about)} and not exists (
        select from ${checkIns} where ${checkIns.clientId} = ${clientId} and ${checkIns.removal} is null
        and ${checkIns.checkedInAt} >= ${startOfDay(`${about}-01`, look.timeZone).toISOString()}::timestamptz)`
    case "meetup":
      return covered(look.today, about)
    case "welcome":
      return joined(look)
  }
}

const covered = (today: CalendarDate, about: string) => sql`
  select ${clientId} as client_id, null::uuid as membership_id, ${about}::text as about, null::date as ends_on
  from ${clientCoverage}
  where ${kind} = 'covered' and ${startsOn} <= ${today}::date and ${endsOn} >= ${today}::date`

/** Those whose coverage ends within 30 days, by the membership that ends last: POS dates have none. */
const expiring = (today: CalendarDate) => sql`
  select ${clientId} as client_id, last.id as membership_id, last.id::text as about, ${endsOn} as ends_on
  from ${clientCoverage} join lateral (
    select m.id from ${memberships} m
    where m.client_id = ${clientId} and m.holds_until = ${endsOn}
    order by m.starts_on desc, m.id limit 1
  ) last on true
  where ${hasStatus("expiring", today)}`

/**
 * Those whom a new membership gave coverage that they did not have: of each stretch that is not over, the membership that
 * was added first. Renewals, and what follows on without a day between, belong to a stretch that was there.
 */
function joined({ now, today, welcomeSince }: Look): SQL {
  const since = Math.max(welcomeSince?.getTime() ?? now.getTime(), now.getTime() - WELCOME_WITHIN_MS)
  return sql`
    select ${clientId} as client_id, fresh.id as membership_id, fresh.id::text as about, ${endsOn} as ends_on
    from ${memberships} fresh join ${clientCoverage} on ${clientId} = fresh.client_id and ${kind} = 'covered'
      and ${startsOn} <= fresh.starts_on and ${endsOn} >= greatest(fresh.starts_on, ${today}::date)
    where ${welcomeSince !== null} and fresh.created_at >= ${new Date(since).toISOString()}::timestamptz
      and fresh.holds_until is not null and fresh.renewal_of is null
      and fresh.id = (
        select m.id from ${memberships} m
        where m.client_id = ${clientId} and m.holds_until is not null
          and m.starts_on between ${startsOn} and ${endsOn}
        order by m.created_at, m.starts_on, m.id limit 1)`
}
