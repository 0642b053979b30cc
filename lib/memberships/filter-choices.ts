import { and, asc, isNotNull, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clients, plans } from "../../db/schema"
import { query } from "../core/operation"
import { POS } from "../coverage/plan-held"

/**
 * What a list of memberships can be filtered by: the service coordinators (each once, in its most usual spelling, with
 * the number of their clients), and all plans, retired ones too, by name; POS dates come last.
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

/** Counts the spellings first and folds these few, not the name of every client. */
function coordinatorsOf(db: Database) {
  const spelled = db
    .select({ name: clients.serviceCoordinator, clients: sql<number>`count(*)`.as("clients") })
    .from(clients)
    .where(and(isNull(clients.deletedAt), isNotNull(clients.serviceCoordinator)))
    .groupBy(clients.serviceCoordinator)
    .as("spelled")
  const folded = sql<string>`search_fold(${spelled.name})`
  return db
    .select({
      folded,
      name: sql<string>`(array_agg(${spelled.name} order by ${spelled.clients} desc, ${spelled.name}))[1]`,
      clients: sql<number>`sum(${spelled.clients})::int`,
    })
    .from(spelled)
    .groupBy(folded)
    .orderBy(folded)
}
