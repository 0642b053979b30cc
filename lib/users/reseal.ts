import { eq, isNotNull, or } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { users } from "../../db/schema"
import type { Resealer } from "../core/crypto"
import { secretPurpose } from "./codes"
import { pinPurpose } from "./pin"

/** Seals the users' second factors and PINs anew. */
export async function resealUsers(tx: Transaction, reseal: Resealer): Promise<void> {
  const rows = await tx
    .select({ id: users.id, totpSecret: users.totpSecret, sealedPin: users.sealedPin })
    .from(users)
    .where(or(isNotNull(users.totpSecret), isNotNull(users.sealedPin)))
    .for("update")
  for (const { id, totpSecret, sealedPin } of rows)
    await tx
      .update(users)
      .set({
        totpSecret: reseal(totpSecret, secretPurpose(id)),
        sealedPin: reseal(sealedPin, pinPurpose(id)),
      })
      .where(eq(users.id, id))
}
