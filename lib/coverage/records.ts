import { and, eq, gt, gte, inArray, isNotNull, lte, type SQL, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clientCoverage, clients, memberships, plans } from "../../db/schema"
import { addDays, type CalendarDate } from "../core/clock"
import { groupedBy } from "../core/grouped"
import { only } from "../core/only"
import { type Coverage, coverageOn, EXPIRING_WITHIN_DAYS, type Period, type Status, statuses } from "./status"

type Covered = { id: string; posStartDate: CalendarDate | null; posEndDate: CalendarDate | null }

const POS = { code: "POS", name: "POS" }

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
  return new Map(given.map((client) => [client.id, coverageOn(held.get(client.id) ?? posOf(client), today)]))
}

function posOf({ posStartDate, posEndDate }: Covered): Period[] {
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

/**
 * How many clients (not deleted) have each status on `today`, and how many there are in all. Each status is counted in
 * the index alone; only the few deleted clients are looked up.
 */
export async function countByStatus(
  db: Database,
  today: CalendarDate,
): Promise<Record<Status | "all", number>> {
  const deleted = db.$with("deleted").as(deletedClients(db))
  const number = (status: Status) => {
    const rows = db
      .select({ number: sql`count(*)::int` })
      .from(clientCoverage)
      .where(
        and(hasStatus(status, today), sql`${clientCoverage.clientId} not in (select id from ${deleted})`),
      )
    return sql<number>`(${rows})`.as(status)
  }
  const byStatus = only(
    await db
      .with(deleted)
      .select({
        active: number("active"),
        expiring: number("expiring"),
        expired: number("expired"),
        none: number("none"),
        pending: number("pending"),
      })
      .from(sql`(values (1)) as one`),
  )
  return { all: statuses.reduce((sum, status) => sum + byStatus[status], 0), ...byStatus }
}

/** The ids of the deleted clients. */
export function deletedClients(db: Database) {
  return db.select({ id: clients.id }).from(clients).where(isNotNull(clients.deletedAt))
}
