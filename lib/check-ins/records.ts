import { and, eq, gt, gte, isNull, lt, notExists, or, type SQL, sql } from "drizzle-orm"
import { alias, type PgColumn, QueryBuilder } from "drizzle-orm/pg-core"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { apiKeys, checkIns, clients, users } from "../../db/schema"
import { addDays, type CalendarDate, dateIn, startOfDay } from "../core/clock"
import { notFound } from "../core/errors"
import { coverageFrom, type Held, heldPeriods } from "../coverage/records"
import { hereSince } from "./closing"
import { isOfKey, isRepeatedBy } from "./repeats"

/** For this long a check-in can be undone by anyone at the desk. */
export const UNDO_WITHIN_MS = 10 * 60_000

const isTheirs = eq(clients.id, checkIns.clientId)

const nameOf = (table: typeof users | typeof apiKeys, id: PgColumn) =>
  sql<string | null>`(${new QueryBuilder().select({ name: table.name }).from(table).where(eq(table.id, id))})`

const shape = {
  id: checkIns.id,
  clientId: checkIns.clientId,
  idempotencyKey: checkIns.idempotencyKey,
  firstName: sql<string>`case when ${clients.deletedAt} is null then ${clients.firstName} else 'Deleted' end`,
  lastName: sql<string>`case when ${clients.deletedAt} is null then ${clients.lastName} else 'client' end`,
  clientDeleted: sql<boolean>`${clients.deletedAt} is not null`,
  method: checkIns.method,
  station: checkIns.station,
  notes: checkIns.notes,
  userName: nameOf(users, checkIns.userId),
  apiKeyName: nameOf(apiKeys, checkIns.apiKeyId),
  checkedInAt: checkIns.checkedInAt,
  checkedOutAt: checkIns.checkedOutAt,
  receivedAt: checkIns.receivedAt,
  clockOffsetSeconds: checkIns.clockOffsetSeconds,
  needsReview: checkIns.needsReview,
  firstInAt: checkIns.firstInAt,
  firstOutAt: checkIns.firstOutAt,
  enteredAt: checkIns.enteredAt,
  removal: checkIns.removal,
  removedAt: checkIns.removedAt,
  removalReason: checkIns.removalReason,
}

/** Visits with the name of the client and of who checked them in; those of deleted clients without a name. */
export function selectCheckIns(db: Database) {
  return db.select(shape).from(checkIns).innerJoin(clients, isTheirs).$dynamic()
}

export type CheckIn = Awaited<ReturnType<typeof selectCheckIns>>[number]

/** The condition of a visit whose client is here at `now`: begun since the last closing time, not ended, and their latest. */
export function isHere({ now, timeZone }: { now: Date; timeZone: string }) {
  const later = alias(checkIns, "later")
  const laterVisits = new QueryBuilder()
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.clientId, checkIns.clientId),
        gt(later.checkedInAt, checkIns.checkedInAt),
        isNull(later.removal),
      ),
    )
  return and(
    sql`${checkIns.checkedInAt} >= ${hereSince(now, timeZone)}`,
    isNull(checkIns.checkedOutAt),
    isNull(checkIns.removal),
    notExists(laterVisits),
  )
}

/** The condition of a visit that counts and began on one of the centre's days from `from` to `to`, both included. */
export function countedBetween(from: CalendarDate, to: CalendarDate, timeZone: string) {
  return and(
    isNull(checkIns.removal),
    gte(checkIns.checkedInAt, startOfDay(from, timeZone)),
    lt(checkIns.checkedInAt, startOfDay(addDays(to, 1), timeZone)),
  )
}

/** One visit. Throws not_found. */
export async function findCheckIn(db: Database, id: string): Promise<CheckIn> {
  const [found] = await selectCheckIns(db).where(eq(checkIns.id, id))
  if (!found) throw notFound("check-in")
  return found
}

const { posStartDate, posEndDate } = clients
const withCoverage = { visit: shape, held: { periods: heldPeriods(clients.id), posStartDate, posEndDate } }

const onDay = ({ visit, held }: { visit: CheckIn; held: Held }, day: CalendarDate) => ({
  visit,
  coverage: coverageFrom(held.periods, held, day),
})

/** One visit with the coverage of its client on `day`, in one statement. Throws not_found. */
export async function findVisitAndCoverage(db: Database, id: string, day: CalendarDate) {
  const [found] = await db
    .select(withCoverage)
    .from(checkIns)
    .innerJoin(clients, isTheirs)
    .where(eq(checkIns.id, id))
    .prepare("visit_and_coverage")
    .execute()
  if (!found) throw notFound("check-in")
  return onDay(found, day)
}

/** The visit that this key made or was answered with, whatever became of it. */
export async function checkInByKey(tx: Transaction, key: string): Promise<CheckIn | undefined> {
  const [found] = await selectCheckIns(tx).where(isOfKey(tx, key))
  return found
}

/** Whether the client has a visit on the day of `moment` that had not ended by then; one that began later is meant, too. */
export async function isWithinVisit(
  tx: Transaction,
  clientId: string,
  moment: Date,
  timeZone: string,
): Promise<boolean> {
  const day = dateIn(moment, timeZone)
  const goingOn = or(isNull(checkIns.checkedOutAt), gt(checkIns.checkedOutAt, moment))
  const theirs = eq(checkIns.clientId, clientId)
  return (await tx.$count(checkIns, and(theirs, countedBetween(day, day, timeZone), goingOn))) > 0
}

export type NewCheckIn = typeof checkIns.$inferInsert

/** Writes visits, one or thousands, and returns the ids of those whose key is new. */
export function insertCheckIns(tx: Transaction, rows: NewCheckIn[]) {
  return inserting(tx, recordsOf(checkIns, rows.map(filled))).returning({ id: checkIns.id })
}

/**
 * Writes one visit and returns it with the coverage of its client on `day`; undefined when it repeats one, or its key is
 * not new.
 */
export async function insertCheckIn(tx: Transaction, row: NewCheckIn, day: CalendarDate) {
  const repeated = tx.select({ one: sql`1` }).from(checkIns).where(isRepeatedBy(tx, row))
  // The limit tells Postgres that it is one: for the hundred that it assumes it would read all clients of a small centre.
  const one = sql`${recordsOf(checkIns, [filled(row)])} where not exists ${repeated} limit 1`
  // By the name of the table, so that what is read of visits is read of the one just made.
  const made = tx.$with("check_ins").as(inserting(tx, one).returning())
  const [found] = await tx
    .with(made)
    .select(withCoverage)
    .from(made)
    .innerJoin(clients, isTheirs)
    .prepare("visit_made")
    .execute()
  return found && onDay(found, day)
}

const filled = (row: NewCheckIn) => ({ needsReview: false, ...row, id: row.id ?? v7() })

const inserting = (tx: Transaction, rows: SQL) =>
  tx.insert(checkIns).select(rows).onConflictDoNothing({ target: checkIns.idempotencyKey })
