import { createHash, timingSafeEqual } from "node:crypto"
import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { users } from "../../db/schema"
import { personOf } from "../core/actor"
import type { Sealer } from "../core/crypto"
import { operation, query } from "../core/operation"
import { lockUser, userById } from "./records"
import { PinInput } from "./schema"

/** Whether one has a PIN that opens the settings of a tablet. */
export const hasPin = query({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ db, actor, sealer }) {
    return pinOf(sealer, await userById(db, personOf(actor).id)) !== null
  },
})

/** Sets one's own PIN; one that was there before stops working. */
export const setPin = operation({
  permission: "account.manage",
  input: PinInput,
  async run({ tx, actor, now, sealer, record }, { pin }) {
    const { id } = await lockUser(tx, personOf(actor).id)
    const sealedPin = sealer.seal(pin, pinPurpose(id))
    await tx.update(users).set({ sealedPin, updatedAt: now }).where(eq(users.id, id))
    record("user.pin_set", { userId: id })
  },
})

/** Removes one's own PIN. Changes nothing when there is none. */
export const removePin = operation({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ tx, actor, now, record }) {
    const { id, sealedPin } = await lockUser(tx, personOf(actor).id)
    if (!sealedPin) return
    await tx.update(users).set({ sealedPin: null, updatedAt: now }).where(eq(users.id, id))
    record("user.pin_removed", { userId: id })
  },
})

/**
 * The active user who has this PIN, or null. All PINs are looked at, each in the same time, so that the time tells
 * nothing. Where several users chose the same one it is the one with fewer rights: nobody gets an admin's by chance.
 */
export async function userWithPin(db: Database, sealer: Sealer, pin: string) {
  const given = digestOf(pin)
  const rows = await db
    .select({ id: users.id, name: users.name, role: users.role, sealedPin: users.sealedPin })
    .from(users)
    .where(and(isNotNull(users.sealedPin), isNull(users.deactivatedAt)))
    // "staff" comes after "admin".
    .orderBy(desc(users.role), asc(users.id))
  const [found] = rows.filter((user) => {
    const known = pinOf(sealer, user)
    return timingSafeEqual(digestOf(known ?? ""), given) && known !== null
  })
  return found ? { id: found.id, name: found.name, role: found.role } : null
}

/** Null also for a PIN that was sealed with another key: it no longer counts, and the account page offers a new one. */
function pinOf(sealer: Sealer, { id, sealedPin }: { id: string; sealedPin: string | null }): string | null {
  if (sealedPin === null) return null
  try {
    return sealer.unseal(sealedPin, pinPurpose(id))
  } catch {
    return null
  }
}

/** What a sealed PIN is sealed for. */
export const pinPurpose = (userId: string) => `pin of ${userId}`
const digestOf = (text: string) => createHash("sha256").update(text).digest()
