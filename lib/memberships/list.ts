import { desc, eq } from "drizzle-orm"
import { z } from "zod"
import { memberships, plans } from "../../db/schema"
import { findClient } from "../clients/records"
import { uuid } from "../core/fields"
import { query } from "../core/operation"
import { currentPlans, selectMemberships } from "./records"

/** All of a client's memberships, the one that ends last first. */
export const listMemberships = query({
  permission: "memberships.read",
  input: z.strictObject({ clientId: uuid }),
  async run({ db }, { clientId }) {
    await findClient(db, clientId)
    return selectMemberships(db)
      .where(eq(memberships.clientId, clientId))
      .orderBy(desc(memberships.endsOn), desc(memberships.id))
  },
})

/** The plans that can be given today, by name; with `includeRetired` the others, too. */
export const listPlans = query({
  permission: "memberships.read",
  input: z.strictObject({ includeRetired: z.enum(["true", "false"], "Say true or false.").optional() }),
  run: ({ db }, { includeRetired }) =>
    includeRetired === "true" ? db.select().from(plans).orderBy(plans.name) : currentPlans(db),
})
