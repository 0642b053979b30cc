import { asc, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { plans } from "../../db/schema"
import { query } from "../core/operation"
import { POS } from "../coverage/plan-held"

/**
 * What a list of memberships can be filtered by: the service coordinators, each in one spelling, and all plans, retired
 * ones too, by name; POS dates come last.
 */
export const filterChoices = query({
  permission: "memberships.read",
  input: z.strictObject({}),
  async run({ db }) {
    const [coordinators, known] = await Promise.all([
      coordinatorsOf(db),
      db.select({ code: plans.code, name: plans.name }).from(plans).orderBy(asc(plans.name), asc(plans.code)),
    ])
    return { coordinators, plans: [...known, { ...POS, name: "POS dates" }] }
  },
})

/** Jumps from one coordinator to the next through the index, rather than read the name of every client. */
async function coordinatorsOf(db: Database) {
  const after = (bound: SQL) => sql`
    (select search_fold(service_coordinator) from clients
     where search_fold(service_coordinator) ${bound} order by 1 limit 1)`
  return db.execute<{ folded: string; name: string }>(sql`
    with recursive known(folded) as (
      select * from ${after(sql`is not null`)} first
      union all
      select ${after(sql`> known.folded`)} from known where known.folded is not null
    )
    select folded, name from known, lateral (
      select service_coordinator as name from clients
      where search_fold(service_coordinator) = folded and deleted_at is null order by id limit 1) spelled
    order by folded`)
}
