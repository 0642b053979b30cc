import { asc, eq, isNull } from "drizzle-orm"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { memberships, plans } from "../../db/schema"
import type { Timed } from "../../db/schema/columns"
import { lockClient } from "../clients/records"
import { invalid, notFound } from "../core/errors"

const shape = {
  id: memberships.id,
  clientId: memberships.clientId,
  plan: {
    code: plans.code,
    name: plans.name,
    lengthValue: plans.lengthValue,
    lengthUnit: plans.lengthUnit,
    retiredAt: plans.retiredAt,
  },
  startsOn: memberships.startsOn,
  endsOn: memberships.endsOn,
  externalId: memberships.externalId,
  renewalOf: memberships.renewalOf,
  cancelledAt: memberships.cancelledAt,
  cancelledFrom: memberships.cancelledFrom,
  cancellationReason: memberships.cancellationReason,
  holdsUntil: memberships.holdsUntil,
  createdAt: memberships.createdAt,
  updatedAt: memberships.updatedAt,
}

/** Memberships with their plan, cancelled ones too. */
export function selectMemberships(db: Database) {
  return db.select(shape).from(memberships).innerJoin(plans, eq(plans.id, memberships.planId)).$dynamic()
}

export type Membership = Awaited<ReturnType<typeof selectMemberships>>[number]

/** The membership with this id. Throws not_found. */
export async function findMembership(db: Database, id: string): Promise<Membership> {
  const [membership] = await selectMemberships(db).where(eq(memberships.id, id))
  if (!membership) throw notFound("membership")
  return membership
}

/** The same, its client locked: changes of one client's memberships take turns. Throws not_found for a deleted client's. */
export async function lockMembership(tx: Transaction, id: string): Promise<Membership> {
  const { clientId } = await findMembership(tx, id)
  await lockClient(tx, clientId)
  return findMembership(tx, id)
}

/** The plans that can be given today, by name. */
export function currentPlans(db: Database) {
  return db.select().from(plans).where(isNull(plans.retiredAt)).orderBy(asc(plans.name))
}

/** All plans, retired ones too. */
export function allPlans(db: Database) {
  return db.select().from(plans).orderBy(asc(plans.name))
}

/** The plan with this code. Throws invalid for one that is unknown or retired. */
export async function planToGive(db: Database, code: string): Promise<typeof plans.$inferSelect> {
  const [plan] = await db.select().from(plans).where(eq(plans.code, code))
  if (!plan) throw invalid("planCode", "There is no such plan.")
  if (plan.retiredAt) throw invalid("planCode", `${plan.name} is retired. Choose another plan.`)
  return plan
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
  const whole = rows.map((row) => ({ createdAt: now, updatedAt: now, ...row, id: row.id ?? v7() }))
  return tx.insert(memberships).select(recordsOf(memberships, whole)).returning({ id: memberships.id })
}
