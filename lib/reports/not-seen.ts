import { and, asc, eq, exists, gte, isNull, lt, lte, notExists, or, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { checkIns, clientCoverage, clients } from "../../db/schema"
import { clientOf, wholeColumns } from "../clients/records"
import { addDays, type CalendarDate, startOfDay } from "../core/clock"
import { pageLimit } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"

/** Who did not come for more than so many days is not seen. */
export const NOT_SEEN_DAYS = 30

/**
 * The clients who are covered today (active or expiring) and were not seen for 30 days, by name: their last visit that
 * counts lies more than 30 days back, or they never came and their coverage began more than 30 days ago. With the
 * moment of that last visit, or null.
 */
export const listNotSeen = query({
  permission: "clients.read",
  input: z.strictObject({ limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run({ db, today, timeZone, sealer }, { limit, cursor }) {
    const after = readCursor(cursor, sealer)
    const rows = await db
      .select({ ...wholeColumns, sortName: clients.sortName, lastVisitAt: lastVisitOf(db) })
      .from(clientCoverage)
      .innerJoin(clients, eq(clients.id, clientCoverage.clientId))
      .where(
        and(
          // A deleted client has no coverage; said here too, it lets the index of names do the sorting.
          isNull(clients.deletedAt),
          notSeen(db, today, timeZone),
          after && sql`(${clients.sortName}, ${clients.id}) > (${after.key}::text, ${after.id}::uuid)`,
        ),
      )
      .orderBy(asc(clients.sortName), asc(clients.id))
      .limit(limit + 1)
    const page = pageOf(rows, limit, (row) => row.sortName ?? "", sealer)
    return { ...page, rows: page.rows.map((row) => clientOf(row, today)) }
  },
})

/** How many clients `listNotSeen` lists. */
export const totalNotSeen = query({
  permission: "clients.read",
  input: z.strictObject({}),
  run: ({ db, today, timeZone }) => countNotSeen(db, today, timeZone),
})

/** The same for a caller who may know it. */
export async function countNotSeen(db: Database, today: CalendarDate, timeZone: string): Promise<number> {
  const [row] = await db
    .select({ number: sql<number>`count(*)::int` })
    .from(clientCoverage)
    .where(notSeen(db, today, timeZone))
  return row?.number ?? 0
}

function notSeen(db: Database, today: CalendarDate, timeZone: string) {
  const limit = addDays(today, -NOT_SEEN_DAYS)
  const visits = (since?: Date) =>
    db
      .select({ one: sql`1` })
      .from(checkIns)
      .where(
        and(
          eq(checkIns.clientId, clientCoverage.clientId),
          isNull(checkIns.removal),
          since && gte(checkIns.checkedInAt, since),
        ),
      )
  return and(
    eq(clientCoverage.kind, "covered"),
    lte(clientCoverage.startsOn, today),
    gte(clientCoverage.endsOn, today),
    notExists(visits(startOfDay(limit, timeZone))),
    or(lt(clientCoverage.startsOn, limit), exists(visits())),
  )
}

function lastVisitOf(db: Database) {
  const latest = db
    .select({ moment: sql`max(${checkIns.checkedInAt})` })
    .from(checkIns)
    .where(and(eq(checkIns.clientId, clients.id), isNull(checkIns.removal)))
  return sql<Date | null>`(${latest})`.mapWith(checkIns.checkedInAt)
}
