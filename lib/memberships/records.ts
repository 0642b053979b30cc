import { asc, eq, isNull } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { memberships, plans } from "../../db/schema"
import type { Timed } from "../../db/schema/columns"

const shape = {
  id: memberships.id,
  clientId: memberships.clientId,
  plan: { code: plans.code, name: plans.name },
  startsOn: memberships.startsOn,
  endsOn: memberships.endsOn,
  externalId: memberships.externalId,
  cancelledAt: memberships.cancelledAt,
  createdAt: memberships.createdAt,
  updatedAt: memberships.updatedAt,
}

/** Memberships with their plan, cancelled ones too. */
export function selectMemberships(db: Database) {
  return db.select(shape).from(memberships).innerJoin(plans, eq(plans.id, memberships.planId)).$dynamic()
}

export type Membership = Awaited<ReturnType<typeof selectMemberships>>[number]

/** The plans that can be given today, by name. */
export function currentPlans(db: Database) {
  return db.select().from(plans).where(isNull(plans.retiredAt)).orderBy(asc(plans.name))
}

/** All plans, retired ones too. */
export function allPlans(db: Database) {
  return db.select().from(plans).orderBy(asc(plans.name))
}

/**
 * Writes memberships, one or thousands; the coverage calendar follows by itself. Returns their ids in order. Their times
 * are `now` unless a row tells them.
 */
export function insertMemberships(
  tx: Transaction,
  rows: Timed<typeof memberships.$inferInsert>[],
  now: Date,
) {
  return tx
    .insert(memberships)
    .values(rows.map((row) => ({ createdAt: now, updatedAt: now, ...row })))
    .returning({ id: memberships.id })
}
