import { and, eq } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { deliveries } from "../../db/schema"

/** Gives up everything that waits for a target. */
export const giveUpAll = (tx: Transaction, now: Date, targetId: string) =>
  tx
    .update(deliveries)
    .set({ state: "dead", finishedAt: now })
    .where(and(eq(deliveries.targetId, targetId), eq(deliveries.state, "waiting")))
