import { and, eq, isNull } from "drizzle-orm"
import { kioskDevices } from "../../db/schema"
import { tabletOf } from "../core/actor"
import { AppError } from "../core/errors"
import { type Inside, operation } from "../core/operation"
import { can } from "../permissions"
import { userWithPin } from "../users/pin"
import { PinInput } from "./schema"

/**
 * Opens the tablet's own settings to whoever knows the PIN of a user, and tells whose it is and whether they may cut the
 * tablet off. Throws forbidden for a PIN that nobody has.
 */
export const unlockTablet = operation({
  permission: "kiosk.use",
  input: PinInput,
  async run(inside, { pin }) {
    const { id, name } = tabletOf(inside.actor)
    const user = await userBehind(inside, pin)
    inside.record("kiosk_device.unlocked", { deviceId: id, name, userName: user.name })
    return { name: user.name, mayUnpair: can(user.role, "devices.manage") }
  },
})

/** Cuts this tablet off by the PIN of somebody who may. Throws forbidden for any other. */
export const unpairTablet = operation({
  permission: "kiosk.use",
  input: PinInput,
  async run(inside, { pin }) {
    const { id, name } = tabletOf(inside.actor)
    const { role } = await userBehind(inside, pin)
    if (!can(role, "devices.manage")) throw wrongPin()
    await inside.tx
      .update(kioskDevices)
      .set({ revokedAt: inside.now })
      .where(and(eq(kioskDevices.id, id), isNull(kioskDevices.revokedAt)))
    inside.record("kiosk_device.revoked", { deviceId: id, name })
    return {}
  },
})

async function userBehind({ tx, sealer }: Inside, pin: string) {
  const user = await userWithPin(tx, sealer, pin)
  if (!user) throw wrongPin()
  return user
}

const wrongPin = () => new AppError("forbidden", "This PIN is not right.")
