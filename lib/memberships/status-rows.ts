import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clientCoverage, clients } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { planHeld, planOrPos } from "../coverage/plan-held"
import { hasStatus } from "../coverage/records"
import { beyond, directionOf, type Place, type SortKey } from "./keyset"
import type { ListedStatus, StatusFilter } from "./schema"

/** What holds the status of a client: the row of the calendar that contains today, and its side on which it turns. */
const { startsOn, endsOn, clientId } = clientCoverage
const turns: Record<ListedStatus, { day: SQL<CalendarDate>; near: SQL; far: SQL }> = {
  expiring: { day: sql`${endsOn}`, near: sql`${endsOn}`, far: sql`${startsOn}` },
  expired: { day: sql`(${startsOn} - 1)`, near: sql`${startsOn}`, far: sql`${endsOn}` },
  pending: { day: sql`(${endsOn} + 1)`, near: sql`${endsOn}`, far: sql`${startsOn}` },
}

/**
 * The clients (not deleted) of the status today that match the filter, sorted, those after `place` only. `day` is
 * the last day of coverage, or the first of what is pending; `place` is where a row stands in the order.
 */
export function selectByStatus(db: Database, today: CalendarDate, filter: StatusFilter, place?: Place) {
  const { day } = turns[filter.status]
  const held = planHeld(db, clientId, filter.status === "expiring" ? sql`${today}::date` : day)
  const plan = planOrPos(held)
  const { keys, id } = orderOf(filter, plan.name)
  const direction = directionOf(filter)
  const sorted = [...keys.map(({ by }) => by), id].map(direction === "asc" ? asc : desc)
  return db
    .select({
      id: clients.id,
      firstName: clients.firstName,
      lastName: clients.lastName,
      phone: clients.phone,
      uciNumber: clients.uciNumber,
      serviceCoordinator: clients.serviceCoordinator,
      day,
      plan,
      place: sql<Place["values"]>`jsonb_build_array(${sql.join(
        keys.map(({ by }) => by),
        sql`, `,
      )})`,
    })
    .from(clientCoverage)
    .innerJoin(clients, eq(clients.id, clientId))
    .leftJoinLateral(held, sql`true`)
    .where(
      and(
        isNull(clients.deletedAt),
        hasStatus(filter.status, today),
        hasCoordinator(filter.coordinator),
        filter.planCode === undefined ? undefined : eq(plan.code, filter.planCode),
        place && beyond(keys, id, place, direction),
      ),
    )
    .orderBy(...sorted)
    .$dynamic()
}

export type StatusRow = Awaited<ReturnType<typeof selectByStatus>>[number]

/** The condition that a client's coordinator has this name, however spelled; null: none; undefined: whatever. */
export function hasCoordinator(name: string | null | undefined): SQL | undefined {
  if (name === undefined) return undefined
  return name === null ? isNull(foldedCoordinator) : sql`${foldedCoordinator} = search_fold(${name})`
}

/** The coordinator's name without accents and capitals: who has it in common has one coordinator. */
export const foldedCoordinator = sql<string | null>`search_fold(${clients.serviceCoordinator})`

/** In the order of an index where there is one: of the calendar by day, of clients by name and coordinator. */
function orderOf({ sort, status }: StatusFilter, planName: SQL): { keys: SortKey[]; id: SQL } {
  const near: SortKey = { by: turns[status].near, type: "date" }
  const id = sql`${clients.id}`
  switch (sort) {
    case "day":
      return { keys: [near, { by: turns[status].far, type: "date" }], id: sql`${clientId}` }
    case "name":
      return { keys: [{ by: sql`${clients.sortName}`, type: "text" }], id }
    case "coordinator":
      return { keys: [{ by: foldedCoordinator, type: "text", optional: true }, near], id }
    case "plan":
      return { keys: [{ by: planName, type: "text" }, near], id }
  }
}

/** What a place in this order is made of. */
export const keysOf = (filter: StatusFilter) => orderOf(filter, sql``).keys
