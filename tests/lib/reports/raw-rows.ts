import type postgres from "postgres"
import { coverageOn, type Status } from "../../../lib/coverage/status"

export type RawClient = {
  id: string
  name: string
  language: string | null
  coordinator: string | null
  posStart: string | null
  posEnd: string | null
  deleted: boolean
}
export type RawVisit = {
  clientId: string
  began: Date
  ended: Date | null
  needsReview: boolean
  counts: boolean
  /** The centre's wall clock when it began. */
  clock: ReturnType<typeof wallClock>
}
export type RawMembership = {
  clientId: string
  plan: { code: string; name: string }
  startsOn: string
  endsOn: string
  holdsUntil: string | null
  renewalOf: string | null
}
export type RawNote = { clientId: string; author: string; body: string; createdAt: Date }
export type Raw = Awaited<ReturnType<typeof rawRows>>

/** Everything that a count by hand may look at, as it lies in the tables; nothing is filtered or joined by SQL. */
export async function rawRows(sql: postgres.Sql, timeZone: string) {
  const plans = await sql<{ id: string; code: string; name: string }[]>`select * from plans`
  const users = await sql<{ id: string; name: string }[]>`select * from users`
  const clients = (await sql`select * from clients`).map(
    (row): RawClient => ({
      id: row.id,
      name: `${row.first_name} ${row.last_name}`,
      language: row.language,
      coordinator: row.service_coordinator,
      posStart: row.pos_start_date,
      posEnd: row.pos_end_date,
      deleted: row.deleted_at !== null,
    }),
  )
  const visits = (await sql`select * from check_ins`).map(
    (row): RawVisit => ({
      clientId: row.client_id,
      began: row.checked_in_at,
      ended: row.checked_out_at,
      needsReview: row.needs_review,
      counts: row.removal === null,
      clock: wallClock(row.checked_in_at, timeZone),
    }),
  )
  const memberships = (await sql`select * from memberships`).map((row): RawMembership => {
    const plan = plans.find(({ id }) => id === row.plan_id)
    if (!plan) throw new Error("every membership has a plan")
    return {
      clientId: row.client_id,
      plan: { code: plan.code, name: plan.name },
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      holdsUntil: untilCancelled(row.starts_on, row.ends_on, row.cancelled_from),
      renewalOf: row.renewal_of,
    }
  })
  const notes = (await sql`select * from client_notes`).map(
    (row): RawNote => ({
      clientId: row.client_id,
      author: users.find(({ id }) => id === row.author_id)?.name ?? "",
      body: row.body,
      createdAt: row.created_at,
    }),
  )
  return { clients, visits: visits.filter(({ counts }) => counts), memberships, notes }
}

/** The last day that counts, by the words of docs/decisions/0006; null when there is none. */
function untilCancelled(startsOn: string, endsOn: string, cancelledFrom: string | null) {
  if (!cancelledFrom || cancelledFrom > endsOn) return endsOn
  if (cancelledFrom <= startsOn) return null
  return shifted(cancelledFrom, -1)
}

/** A day moved by whole days, by the calendar of UTC, which has no daylight saving. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The wall clock of a moment at the centre, as the formatter of the language shows it. */
export function wallClock(moment: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
    weekday: "short",
  }).formatToParts(moment)
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ""
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    hour: Number(part("hour")),
    weekday: 1 + ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")),
  }
}

/** A client's coverage on a day by the TypeScript rule. */
export function coverageByHand({ memberships }: Raw, client: RawClient, day: string) {
  const held = memberships.flatMap(({ clientId, plan, startsOn, holdsUntil }) =>
    clientId === client.id && holdsUntil ? [{ plan, startsOn, endsOn: holdsUntil }] : [],
  )
  const { posStart, posEnd } = client
  const pos =
    posStart && posEnd ? [{ plan: { code: "POS", name: "POS" }, startsOn: posStart, endsOn: posEnd }] : []
  return coverageOn(held.length > 0 ? held : pos, day)
}

export const isCovered = (status: Status) => status === "active" || status === "expiring"
