import { sql } from "drizzle-orm"
import fc from "fast-check"
import type { Database } from "../../../db/client"
import { clientCoverage, clients, memberships, plans } from "../../../db/schema"
import { addDays, type CalendarDate } from "../../../lib/core/clock"
import { hasStatus } from "../../../lib/coverage/records"
import { coverageOn, type Status, statuses } from "../../../lib/coverage/status"

export type Span = { starts: number; length: number }
/** `cancelledAfter` is for how many of its first days a cancelled membership still counts. */
export type Membership = Span & { cancelledAfter: number | null }
export type Person = { memberships: Membership[]; pos: Span | null }

/** Days around today, often the ones on which the rule turns. */
const offset = fc.oneof(fc.constantFrom(-31, -30, -1, 0, 1, 30, 31), fc.integer({ min: -70, max: 70 }))
export const span: fc.Arbitrary<Span> = fc.record({
  starts: offset,
  length: fc.oneof(fc.constantFrom(0, 1, 30), fc.nat(80)),
})
export const membership: fc.Arbitrary<Membership> = fc
  .tuple(span, fc.option(fc.constantFrom(0, 1, 7, 30, 100), { freq: 1 }))
  .map(([days, cancelledAfter]) => ({ ...days, cancelledAfter }))

/** Memberships of which some begin the day after another ends, or one day later. */
const chained = fc.tuple(membership, fc.constantFrom(1, 2), fc.nat(40)).map(([first, gap, length]) => {
  const second = { starts: first.starts + first.length + gap, length, cancelledAfter: null }
  return [second, first]
})
const held = fc.oneof(fc.array(membership, { maxLength: 5 }), chained)
export const person: fc.Arbitrary<Person> = fc.record({ memberships: held, pos: fc.option(span) })

const zones = Intl.supportedValuesOf("timeZone")
/** A moment and a place; the years include days that are 23 and 25 hours long. */
export const somewhere = fc.record({
  moment: fc.date({
    min: new Date("2024-01-01T00:00:00Z"),
    max: new Date("2029-12-31T23:59:59Z"),
    noInvalidDate: true,
  }),
  timeZone: fc.constantFrom(...zones),
})

export const datesOf = ({ starts, length }: Span, today: CalendarDate) => ({
  startsOn: addDays(today, starts),
  endsOn: addDays(today, starts + length),
})

/** The columns of a membership that was cancelled, or of one that was not. */
export function cancellationOf({ starts, cancelledAfter }: Membership, today: CalendarDate, now: Date) {
  if (cancelledAfter === null) return { cancelledAt: null, cancelledFrom: null }
  return { cancelledAt: now, cancelledFrom: addDays(today, starts + cancelledAfter) }
}

/** What the rule of product.md 3.1 says of a person, from what was made up about them. */
export function expectedStatus(someone: Person, today: CalendarDate): Status {
  const counted = someone.memberships
    .filter((one) => one.cancelledAfter !== 0)
    .map(({ starts, length, cancelledAfter }) => ({
      starts,
      length: Math.min(length, (cancelledAfter ?? Infinity) - 1),
    }))
  const spans = counted.length > 0 ? counted : someone.pos ? [someone.pos] : []
  const plan = { code: "any", name: "Any" }
  return coverageOn(
    spans.map((one) => ({ ...datesOf(one, today), plan })),
    today,
  ).status
}

/** Writes the people with plain inserts and returns their ids in order. */
export async function insertPeople(db: Database, people: Person[], today: CalendarDate, now: Date) {
  const stamps = { createdAt: now, updatedAt: now }
  const rows = people.map(({ pos }, index) => {
    const days = pos && datesOf(pos, today)
    const dates = { posStartDate: days?.startsOn ?? null, posEndDate: days?.endsOn ?? null }
    return { firstName: `Number ${index}`, lastName: "Example", ...dates, ...stamps }
  })
  const made = await db.insert(clients).values(rows).returning({ id: clients.id })
  const [plan] = await db.select({ id: plans.id }).from(plans).limit(1)
  const all = people.flatMap((someone, index) =>
    someone.memberships.map((one) => ({
      clientId: String(made[index]?.id),
      planId: String(plan?.id),
      ...datesOf(one, today),
      ...cancellationOf(one, today, now),
      ...stamps,
    })),
  )
  if (all.length > 0) await db.insert(memberships).values(all)
  return made.map((row) => row.id)
}

/** The statuses under which the database's filter finds each client: one each, if the filter is right. */
export async function statusesFound(db: Database, today: CalendarDate): Promise<Map<string, Status[]>> {
  const found = new Map<string, Status[]>()
  for (const status of statuses) {
    const rows = await db
      .select({ id: clientCoverage.clientId })
      .from(clientCoverage)
      .where(hasStatus(status, today))
    for (const { id } of rows) found.set(id, [...(found.get(id) ?? []), status])
  }
  return found
}

/** The clients whose calendar has a gap, an overlap, a missing end or no row at all, and deleted ones who have one. */
export async function brokenCalendars(db: Database): Promise<unknown[]> {
  return db.execute(sql`
    select c.id from clients c left join lateral (
      select count(*) as pieces, min(starts_on) = '-infinity' and max(ends_on) = 'infinity' as whole,
        bool_and(before is null or starts_on = before + 1) as joined
      from (select *, lag(ends_on) over (order by starts_on) as before from client_coverage where client_id = c.id) piece
    ) calendar on true
    where case when deleted_at is null then not (pieces > 0 and whole and joined) else pieces > 0 end`)
}
