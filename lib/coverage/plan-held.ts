import { and, asc, desc, eq, gte, lte, type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { memberships, plans } from "../../db/schema"

/**
 * For a lateral join: code and name of the plan that the client in `clientId` holds on `day`; no row when no membership
 * holds that day. The SQL twin of `planOn` in status.ts: what lasts longest, then the first code.
 */
export function planHeld(db: Database, clientId: PgColumn, day: SQL) {
  return db
    .select({ code: plans.code, name: plans.name })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(
      and(
        eq(memberships.clientId, clientId),
        lte(memberships.startsOn, day),
        gte(memberships.holdsUntil, day),
      ),
    )
    .orderBy(desc(memberships.holdsUntil), asc(sql`${plans.code} collate "C"`))
    .limit(1)
    .as("plan_held")
}

type Held = ReturnType<typeof planHeld>

/** Code and name of the plan of a client whom something covers: where no membership does, it is the POS dates. */
export const planOrPos = (held: Held) => ({
  code: sql<string>`coalesce(${held.code}, ${POS.code})`,
  name: sql<string>`coalesce(${held.name}, ${POS.name})`,
})

/** What the POS dates of a client without memberships are called where others have a plan. */
export const POS = { code: "POS", name: "POS" }
