import { eq } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { webhookTargets } from "../../db/schema"
import type { Resealer } from "../core/crypto"
import { targetPurpose } from "./secrets"

/** Seals the secrets of the webhook targets anew, those before the present ones too. */
export async function resealTargets(tx: Transaction, reseal: Resealer): Promise<void> {
  for (const { id, sealedSecret, sealedFormerSecret } of await tx.select().from(webhookTargets).for("update"))
    await tx
      .update(webhookTargets)
      .set({
        sealedSecret: reseal(sealedSecret, targetPurpose(id)),
        sealedFormerSecret: reseal(sealedFormerSecret, targetPurpose(id)),
      })
      .where(eq(webhookTargets.id, id))
}
