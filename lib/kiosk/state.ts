import { and, desc, eq, gte } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { kioskCalls, kioskDevices } from "../../db/schema"
import { tabletOf } from "../core/actor"
import { type Inside, operation } from "../core/operation"
import { settingsOf } from "../settings/records"
import { publicBox } from "./box"
import type { Call } from "./contract"
import { ContactInput } from "./schema"
import { forgetGiven } from "./settle"
import { forgetTickets } from "./tickets"

/** So long an answered or unanswered call for staff is of interest. */
export const CALL_LASTS_MS = 10 * 60_000

/** What the tablet knows of itself and the centre; the centre's name is null where the environment gives it. */
export const kioskState = operation({
  permission: "kiosk.use",
  input: z.strictObject({}),
  run: (inside) => stateOf(inside),
})

/**
 * Notes how the tablet is, and answers with what it knows and whether its call for staff is answered. The tablet's clock
 * is compared with the server's. What nobody needs any more is forgotten on the way.
 */
export const contact = operation({
  permission: "kiosk.use",
  input: ContactInput,
  async run(inside, { build, waiting, clock, battery }) {
    const { tx, actor, now } = inside
    const { id } = tabletOf(actor)
    const clockOffsetSeconds = Math.round((now.getTime() - clock) / 1000)
    await tx
      .update(kioskDevices)
      .set({
        lastContactAt: now,
        version: build,
        waiting,
        clockOffsetSeconds: Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, clockOffsetSeconds)),
        batteryPercent: battery?.percent ?? null,
        charging: battery?.charging ?? null,
      })
      .where(eq(kioskDevices.id, id))
    await forgetTickets(tx, now)
    await forgetGiven(tx, now)
    return { ...(await stateOf(inside)), call: await callOf(tx, id, now) }
  },
})

/** Whether the tablet's latest call of the last 10 minutes is answered; null without one. */
export async function callOf(db: Database, deviceId: string, now: Date): Promise<Call> {
  const [latest] = await db
    .select({ acknowledgedAt: kioskCalls.acknowledgedAt })
    .from(kioskCalls)
    .where(
      and(
        eq(kioskCalls.deviceId, deviceId),
        gte(kioskCalls.calledAt, new Date(now.getTime() - CALL_LASTS_MS)),
      ),
    )
    .orderBy(desc(kioskCalls.calledAt), desc(kioskCalls.id))
    .limit(1)
  if (!latest) return null
  return latest.acknowledgedAt ? "coming" : "waiting"
}

/** What an integer column holds; a clock that is wrong by more is wrong by that. */
const MOST_SECONDS = 2_147_483_647

async function stateOf(inside: Inside) {
  const { name, station } = tabletOf(inside.actor)
  const settings = await settingsOf(inside.tx, [
    "centerName",
    "kioskWaysIn",
    "kioskSuccessSeconds",
    "kioskIdleSeconds",
  ])
  return { device: { name, station }, settings, box: await publicBox(inside) }
}
