import { and, asc, eq, inArray, isNull } from "drizzle-orm"
import { z } from "zod"
import { inboundEvents, webhookTargets } from "../../db/schema"
import { query } from "../core/operation"

/** What an admin should know of: the targets that switched themselves off, and how many events wait for a decision. */
export const webhookTrouble = query({
  permission: "hooks.manage",
  input: z.strictObject({}),
  async run({ db }) {
    const [off, attention] = await Promise.all([
      db
        .select({ name: webhookTargets.name, because: webhookTargets.offBecause })
        .from(webhookTargets)
        .where(and(inArray(webhookTargets.offBecause, ["gone", "failing"]), isNull(webhookTargets.removedAt)))
        .orderBy(asc(webhookTargets.name)),
      db.$count(inboundEvents, eq(inboundEvents.state, "attention")),
    ])
    return { off, attention }
  },
})
