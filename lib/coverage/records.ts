import { and, eq, gt, gte, inArray, isNotNull, lte, type SQL, sql } from "drizzle-orm"
import { type PgColumn, QueryBuilder, unionAll } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { clientCoverage, memberships, plans } from "../../db/schema"
import { addDays, type CalendarDate } from "../core/clock"
import { groupedBy } from "../core/grouped"
import { inMemoryOf } from "../core/memory"
import { POS } from "./plan-held"
import { type Coverage, coverageOn, EXPIRING_WITHIN_DAYS, type Period, type Status } from "./status"

type Dated = { posStartDate: CalendarDate | null; posEndDate: CalendarDate | null }
type Covered = Dated & { id: string }
/** What a client's coverage is worked out from. */
export type Held = Dated & { periods: Period[] }

/** The memberships that count of the client in `clientId`, as a column of another query; `coverageFrom` tells what they mean. */
export function heldPeriods(clientId: PgColumn): SQL<Period[]> {
  const periods = new QueryBuilder()
    .select({
      all: sql`coalesce(jsonb_agg(jsonb_build_object('startsOn', ${memberships.startsOn}, 'endsOn', ${memberships.holdsUntil},
        'plan', jsonb_build_object('code', ${plans.code}, 'name', ${plans.name}))), '[]')`,
    })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(and(eq(memberships.clientId, clientId), isNotNull(memberships.holdsUntil)))
  return sql<Period[]>`(${periods})`
}

/** The coverage on `today` of a client with these memberships, or else of their POS dates. */
export const coverageFrom = (periods: Period[], client: Dated, today: CalendarDate): Coverage =>
  coverageOn(periods.length > 0 ? periods : posOf(client), today)

/** The coverage on `today` of each of the given clients, by client id. */
export async function coverageOf(
  db: Database,
  given: readonly Covered[],
  today: CalendarDate,
): Promise<Map<string, Coverage>> {
  if (given.length === 0) return new Map()
  const rows = await db
    .select({
      clientId: memberships.clientId,
      startsOn: memberships.startsOn,
      endsOn: sql<CalendarDate>`${memberships.holdsUntil}`,
      plan: { code: plans.code, name: plans.name },
    })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(
      and(
        inArray(
          memberships.clientId,
          given.map((client) => client.id),
        ),
        isNotNull(memberships.holdsUntil),
      ),
    )
  const held = groupedBy(rows, (row) => row.clientId)
  return new Map(given.map((client) => [client.id, coverageFrom(held.get(client.id) ?? [], client, today)]))
}

function posOf({ posStartDate, posEndDate }: Dated): Period[] {
  return posStartDate && posEndDate ? [{ startsOn: posStartDate, endsOn: posEndDate, plan: POS }] : []
}

/** The rows of the coverage calendar that give `status` on `today`: the SQL twin of `coverageOn`. */
export function hasStatus(status: Status, today: CalendarDate): SQL | undefined {
  const firstActiveEnd = addDays(today, EXPIRING_WITHIN_DAYS)
  const days = and(lte(clientCoverage.startsOn, today), gte(clientCoverage.endsOn, today))
  const kind = (name: "covered" | "ended" | "upcoming" | "none") => eq(clientCoverage.kind, name)
  const byStatus = {
    active: and(kind("covered"), gt(clientCoverage.endsOn, firstActiveEnd)),
    expiring: and(kind("covered"), lte(clientCoverage.endsOn, firstActiveEnd)),
    expired: kind("ended"),
    pending: kind("upcoming"),
    none: kind("none"),
  }
  return and(days, byStatus[status])
}

/** How many clients (not deleted) have each status on `today`, and how many there are in all. */
export function countByStatus(db: Database, today: CalendarDate): Promise<Record<Status | "all", number>> {
  return inMemoryOf(db, ["people"], ({ tx, recall }) => recall(["status", today], () => countEach(tx, today)))
}

/** Each status is counted by itself, so that each reads a part of an index and no table. */
async function countEach(db: Database, today: CalendarDate) {
  const numberOf = (status: Status) =>
    db
      .select({ status: sql<Status>`${status}`, number: sql<number>`count(*)::int` })
      .from(clientCoverage)
      .where(hasStatus(status, today))
  const rows = await unionAll(
    numberOf("active"),
    numberOf("expiring"),
    numberOf("expired"),
    numberOf("none"),
    numberOf("pending"),
  )
  const counts = Object.fromEntries(rows.map(({ status, number }) => [status, number])) as Record<
    Status,
    number
  >
  return { ...counts, all: rows.reduce((sum, { number }) => sum + number, 0) }
}
