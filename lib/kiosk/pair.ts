import { and, eq, gt, isNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { kioskDevices, kioskPairingCodes } from "../../db/schema"
import type { Actor } from "../core/actor"
import { invalid } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { hashToken, newToken } from "../core/tokens"
import type { Outside } from "./contract"
import { PairInput } from "./schema"

/**
 * Lets a tablet in with a code that an admin made for it, once, and returns its credential: the only time it is seen, for
 * only its hash is kept. Throws invalid for a code that is wrong, used or older than 10 minutes.
 */
export const pairDevice = operation({
  permission: "kiosk.pair",
  input: PairInput,
  async run({ tx, now, record }, { code }) {
    const usable = and(
      eq(kioskPairingCodes.codeHash, hashToken(code)),
      isNull(kioskPairingCodes.usedAt),
      gt(kioskPairingCodes.expiresAt, now),
    )
    const [found] = await tx.select().from(kioskPairingCodes).where(usable).for("update")
    if (!found) throw invalid("code", "This code does not work. Ask for a new one.")
    const { name, station } = found
    const token = newToken()
    const device = only(
      await tx
        .insert(kioskDevices)
        .values({ name, station, tokenHash: hashToken(token), pairedAt: now, lastContactAt: now })
        .returning({ id: kioskDevices.id }),
    )
    await tx
      .update(kioskPairingCodes)
      .set({ usedAt: now, deviceId: device.id })
      .where(eq(kioskPairingCodes.id, found.id))
    record("kiosk_device.paired", { deviceId: device.id, name, station })
    return { token }
  },
})

/** The tablet behind a credential, or why it is not let in. It is how an actor comes to be. */
export async function deviceBehind(db: Database, token: string): Promise<Actor | Outside> {
  const { id, name, station, revokedAt } = kioskDevices
  const [found] = await db
    .select({ device: { id, name, station }, revokedAt })
    .from(kioskDevices)
    .where(eq(kioskDevices.tokenHash, hashToken(token)))
    .prepare("tablet_behind")
    .execute()
  if (!found) return "unpaired"
  return found.revokedAt ? "revoked" : { kind: "kiosk", ...found.device }
}
