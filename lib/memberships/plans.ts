import { and, asc, eq, gte, isNotNull, lte, notInArray, sql } from "drizzle-orm"
import { z } from "zod"
import { clients, memberships, plans } from "../../db/schema"
import { changesBetween } from "../core/changes"
import { invalid, notFound } from "../core/errors"
import { only } from "../core/only"
import { operation, query } from "../core/operation"
import { PlanInput, UpdatePlanInput } from "./schema"

/** Adds a plan that can be given from now on. Throws conflict when its code is taken. */
export const createPlan = operation({
  permission: "plans.manage",
  input: PlanInput,
  async run({ tx, record }, plan) {
    requireLength(plan)
    const made = only(await tx.insert(plans).values(plan).returning())
    record("plan.created", { planId: made.id, code: made.code, name: made.name })
    return made
  },
})

/** Renames a plan, changes its length, retires it or brings it back; memberships that were given stay as they are. */
export const updatePlan = operation({
  permission: "plans.manage",
  input: UpdatePlanInput,
  async run({ tx, now, record }, { id, changes: { retired, ...changes } }) {
    const [current] = await tx.select().from(plans).where(eq(plans.id, id)).for("no key update")
    if (!current) throw notFound("plan")
    const isRetired = current.retiredAt !== null
    const fields = changesBetween({ ...current, retired: isRetired }, { ...changes, retired })
    if (Object.keys(fields).length === 0) return current
    requireLength({ ...current, ...changes })
    const retirement = fields.retired && { retiredAt: retired ? now : null }
    const rows = tx
      .update(plans)
      .set({ ...changes, ...retirement })
      .where(eq(plans.id, id))
      .returning()
    const changed = only(await rows)
    record("plan.updated", { planId: id, name: changed.name, fields })
    return changed
  },
})

/** All plans by name, those that can be given first, each with how many memberships of it count today. */
export const listAllPlans = query({
  permission: "plans.manage",
  input: z.strictObject({}),
  run: ({ db, today }) => {
    const deleted = db.select({ id: clients.id }).from(clients).where(isNotNull(clients.deletedAt))
    const held = db
      .select({ planId: memberships.planId, number: sql<number>`count(*)::int`.as("number") })
      .from(memberships)
      .where(
        and(
          lte(memberships.startsOn, today),
          gte(memberships.holdsUntil, today),
          notInArray(memberships.clientId, deleted),
        ),
      )
      .groupBy(memberships.planId)
      .as("held")
    return db
      .select({
        id: plans.id,
        code: plans.code,
        name: plans.name,
        lengthValue: plans.lengthValue,
        lengthUnit: plans.lengthUnit,
        retiredAt: plans.retiredAt,
        heldToday: sql<number>`coalesce(${held.number}, 0)`,
      })
      .from(plans)
      .leftJoin(held, eq(held.planId, plans.id))
      .orderBy(sql`${plans.retiredAt} is not null`, asc(plans.name), asc(plans.code))
  },
})

const most = { days: 3660, months: 120 }

function requireLength({ lengthValue, lengthUnit }: { lengthValue: number; lengthUnit: "days" | "months" }) {
  if (lengthValue >= 1 && lengthValue <= most[lengthUnit]) return
  throw invalid("lengthValue", `Enter 1 to ${most[lengthUnit].toLocaleString("en-US")} ${lengthUnit}.`)
}
