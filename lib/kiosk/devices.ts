import { desc, eq, getTableColumns } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { kioskDevices, kioskPairingCodes } from "../../db/schema"
import { changesBetween } from "../core/changes"
import { notFound } from "../core/errors"
import { requiredText, uuid } from "../core/fields"
import { operation, query } from "../core/operation"

/** A tablet that works is heard of every half minute; one that was not for so long is away. */
const AWAY_AFTER_MS = 2 * 60_000

export const deviceName = requiredText(60, "Enter a name.")
export const deviceStation = requiredText(60, "Enter a station.")

const { tokenHash, ...shown } = getTableColumns(kioskDevices)

/**
 * All tablets, newest first, each with the code it was paired with and its state: `working`, `away` when it was not heard
 * of for 2 minutes, or `revoked`. Nothing that opens a door.
 */
export const listDevices = query({
  permission: "devices.manage",
  input: z.strictObject({}),
  async run({ db, now }) {
    const rows = await db
      .select({ ...shown, codeId: kioskPairingCodes.id })
      .from(kioskDevices)
      .leftJoin(kioskPairingCodes, eq(kioskPairingCodes.deviceId, kioskDevices.id))
      .orderBy(desc(kioskDevices.pairedAt), desc(kioskDevices.id))
    return rows.map((device) => ({ ...device, state: stateOf(device, now) }))
  },
})

export type Device = Awaited<ReturnType<typeof listDevices>>[number]

/** Corrects a tablet's name and station. Throws not_found when it was cut off. */
export const updateDevice = operation({
  permission: "devices.manage",
  input: z.strictObject({ id: uuid, name: deviceName.optional(), station: deviceStation.optional() }),
  async run({ tx, record }, { id, ...wanted }) {
    const { name, station } = await lockDevice(tx, id)
    const fields = changesBetween({ name, station }, wanted)
    if (Object.keys(fields).length === 0) return
    await tx.update(kioskDevices).set(wanted).where(eq(kioskDevices.id, id))
    record("kiosk_device.updated", { deviceId: id, name: wanted.name ?? name, fields })
  },
})

/** Cuts a tablet off from its next request on. Throws not_found when it was cut off already. */
export const revokeDevice = operation({
  permission: "devices.manage",
  input: z.strictObject({ id: uuid }),
  async run({ tx, now, record }, { id }) {
    const { name } = await lockDevice(tx, id)
    await tx.update(kioskDevices).set({ revokedAt: now }).where(eq(kioskDevices.id, id))
    record("kiosk_device.revoked", { deviceId: id, name })
  },
})

async function lockDevice(tx: Transaction, id: string) {
  const [device] = await tx.select().from(kioskDevices).where(eq(kioskDevices.id, id)).for("no key update")
  if (!device || device.revokedAt) throw notFound("tablet")
  return device
}

type Heard = Pick<typeof kioskDevices.$inferSelect, "revokedAt" | "lastContactAt" | "pairedAt">

function stateOf({ revokedAt, lastContactAt, pairedAt }: Heard, now: Date) {
  if (revokedAt) return "revoked"
  const quiet = now.getTime() - (lastContactAt ?? pairedAt).getTime()
  return quiet > AWAY_AFTER_MS ? "away" : "working"
}
