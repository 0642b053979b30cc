import { inArray } from "drizzle-orm"
import { z } from "zod"
import { ask } from "../../db/queue"
import { ggleapLinks } from "../../db/schema"
import { uuid } from "../core/fields"
import { operation } from "../core/operation"

/** Asks for the placement of those of the clients who are linked; once while the same waits. Returns how many those are. */
export const askForPlacements = operation({
  permission: "ggleap.sync",
  input: z.strictObject({ clientIds: z.array(uuid) }),
  async run({ tx }, { clientIds }) {
    const linked = await tx
      .select({ clientId: ggleapLinks.clientId })
      .from(ggleapLinks)
      .where(inArray(ggleapLinks.clientId, clientIds))
    for (const { clientId } of linked) await ask(tx, "ggleap_placements", { clientId }, clientId)
    return linked.length
  },
})
