import { and, eq, gte, isNull } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { kioskCalls, kioskDevices } from "../../db/schema"
import { tabletOf } from "../core/actor"
import { operation } from "../core/operation"
import type { CallAnswer } from "./contract"
import { CALL_LASTS_MS } from "./state"

/** Asks staff to come to the tablet; asking again while nobody has answered is the same call. */
export const callStaff = operation({
  permission: "kiosk.use",
  input: z.strictObject({}),
  async run({ tx, actor, now, record }): Promise<CallAnswer> {
    const { id: deviceId, station } = tabletOf(actor)
    // Two presses at once take turns, so that the second sees the call of the first.
    await tx.select().from(kioskDevices).where(eq(kioskDevices.id, deviceId)).for("no key update")
    const since = new Date(now.getTime() - CALL_LASTS_MS)
    const [open] = await tx
      .select({ id: kioskCalls.id })
      .from(kioskCalls)
      .where(
        and(
          eq(kioskCalls.deviceId, deviceId),
          isNull(kioskCalls.acknowledgedAt),
          gte(kioskCalls.calledAt, since),
        ),
      )
      .limit(1)
    if (open) return { call: "waiting" }
    const id = v7()
    await tx.insert(kioskCalls).values({ id, deviceId, calledAt: now })
    record("kiosk_call.made", { callId: id, station })
    return { call: "waiting" }
  },
})
