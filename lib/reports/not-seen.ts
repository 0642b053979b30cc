import { and, asc, eq, exists, gte, isNull, lt, lte, notExists, or, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { checkIns, clientCoverage, clients } from "../../db/schema"
import { countedBetween } from "../check-ins/records"
import { clientOf, wholeColumns } from "../clients/records"
import { addDays, type CalendarDate, startOfDay } from "../core/clock"
import { pageLimit } from "../core/fields"
import { inMemoryOf } from "../core/memory"
import { only } from "../core/only"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { pastAndRecent } from "./past-days"
import type { Period } from "./schema"

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

/** The same for a caller who may know it. A check-in changes who came today, and only they are looked for each time. */
export function countNotSeen(db: Database, today: CalendarDate, timeZone: string): Promise<number> {
  const dayStart = startOfDay(today, timeZone)
  return inMemoryOf(db, ["people", "visits"], async ({ tx, at, recall }) => {
    const notSeenBefore = notSeen(tx, today, timeZone, { before: dayStart })
    const { recent } = pastAndRecent(
      { from: addDays(today, -NOT_SEEN_DAYS), to: addDays(today, -1) },
      at,
      timeZone,
    )
    const lately = recent && (await visitorsMark(tx, recent, timeZone))
    const before = await recall(["not seen", today, timeZone, lately], async () =>
      tx.$count(clientCoverage, notSeenBefore),
    )
    const cameToday = exists(visitsOf(tx, { since: dayStart }))
    return before - (await tx.$count(clientCoverage, and(notSeenBefore, cameToday)))
  })
}

/** Another one whenever other clients have visits in the period: those of the last days have no version yet. */
async function visitorsMark(db: Database, { from, to }: Period, timeZone: string): Promise<string> {
  const { mark } = only(
    await db
      .select({ mark: sql<string>`count(*) || ' ' || sum(uuid_hash_extended(${checkIns.clientId}, 0))` })
      .from(checkIns)
      .where(countedBetween(from, to, timeZone)),
  )
  return mark
}

function notSeen(db: Database, today: CalendarDate, timeZone: string, { before }: { before?: Date } = {}) {
  const limit = addDays(today, -NOT_SEEN_DAYS)
  return and(
    eq(clientCoverage.kind, "covered"),
    lte(clientCoverage.startsOn, today),
    gte(clientCoverage.endsOn, today),
    notExists(visitsOf(db, { since: startOfDay(limit, timeZone), before })),
    or(lt(clientCoverage.startsOn, limit), exists(visitsOf(db, { before }))),
  )
}

/** The visits that count of a client of the coverage calendar. */
function visitsOf(db: Database, { since, before }: { since?: Date; before?: Date }) {
  return db
    .select({ one: sql`1` })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clientId, clientCoverage.clientId),
        isNull(checkIns.removal),
        since && gte(checkIns.checkedInAt, since),
        before && lt(checkIns.checkedInAt, before),
      ),
    )
}

function lastVisitOf(db: Database) {
  const latest = db
    .select({ moment: sql`max(${checkIns.checkedInAt})` })
    .from(checkIns)
    .where(and(eq(checkIns.clientId, clients.id), isNull(checkIns.removal)))
  return sql<Date | null>`(${latest})`.mapWith(checkIns.checkedInAt)
}
