import { eq, isNotNull } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { kioskBoxes, kioskEntries } from "../../db/schema"
import type { Resealer } from "../core/crypto"
import { boxPurpose } from "./box"
import { entryPurpose } from "./entries"

/** Seals anew the keys to what tablets keep, and what visitors gave without a network. */
export async function resealKiosk(tx: Transaction, reseal: Resealer): Promise<void> {
  for (const { id, sealedPrivateKey } of await tx.select().from(kioskBoxes).for("update"))
    await tx
      .update(kioskBoxes)
      .set({ sealedPrivateKey: reseal(sealedPrivateKey, boxPurpose(id)) })
      .where(eq(kioskBoxes.id, id))
  const entries = await tx
    .select({ id: kioskEntries.id, sealedGiven: kioskEntries.sealedGiven })
    .from(kioskEntries)
    .where(isNotNull(kioskEntries.sealedGiven))
    .for("update")
  for (const { id, sealedGiven } of entries)
    await tx
      .update(kioskEntries)
      .set({ sealedGiven: reseal(sealedGiven, entryPurpose(id)) })
      .where(eq(kioskEntries.id, id))
}
