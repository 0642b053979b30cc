import { and, asc, eq, gte, isNull } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { kioskCalls, kioskDevices, kioskEntries, users } from "../../db/schema"
import { personOf } from "../core/actor"
import { notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { formatTime } from "../core/format"
import { operation, query } from "../core/operation"
import { CALL_LASTS_MS } from "./state"

export type KioskAlerts = {
  /** `since`: the time of day, in the centre's time zone. */
  calls: { id: string; station: string; calledAt: string; since: string }[]
  waiting: number
}

/** What tablets ask of the desk now: the calls of the last 10 minutes that nobody has answered, and how many entries wait. */
export const kioskAlerts = query({
  permission: "kiosk.attend",
  input: z.strictObject({}),
  async run({ db, now, timeZone }): Promise<KioskAlerts> {
    const [calls, waiting] = await Promise.all([
      openCalls(db, now),
      db.$count(kioskEntries, isNull(kioskEntries.settledAt)),
    ])
    return {
      calls: calls.map(({ calledAt, ...call }) => ({
        ...call,
        calledAt: calledAt.toISOString(),
        since: formatTime(calledAt, timeZone),
      })),
      waiting,
    }
  },
})

/** Says that the user goes there. Returns who answered first, which may be somebody else. Throws not_found. */
export const acknowledgeCall = operation({
  permission: "kiosk.attend",
  input: z.strictObject({ id: uuid }),
  async run({ tx, actor, now, record }, { id }) {
    const { id: userId } = personOf(actor)
    const answered = await tx
      .update(kioskCalls)
      .set({ acknowledgedAt: now, acknowledgedBy: userId })
      .where(and(eq(kioskCalls.id, id), isNull(kioskCalls.acknowledgedAt)))
      .returning({ id: kioskCalls.id })
    const call = await findCall(tx, id)
    if (answered.length > 0) record("kiosk_call.acknowledged", { callId: id, station: call.station })
    return { ...call, byMe: call.byId === userId }
  },
})

function openCalls(db: Database, now: Date) {
  const since = new Date(now.getTime() - CALL_LASTS_MS)
  return db
    .select({ id: kioskCalls.id, station: kioskDevices.station, calledAt: kioskCalls.calledAt })
    .from(kioskCalls)
    .innerJoin(kioskDevices, eq(kioskDevices.id, kioskCalls.deviceId))
    .where(and(isNull(kioskCalls.acknowledgedAt), gte(kioskCalls.calledAt, since)))
    .orderBy(asc(kioskCalls.calledAt), asc(kioskCalls.id))
}

async function findCall(db: Database, id: string) {
  const [call] = await db
    .select({ station: kioskDevices.station, byId: kioskCalls.acknowledgedBy, by: users.name })
    .from(kioskCalls)
    .innerJoin(kioskDevices, eq(kioskDevices.id, kioskCalls.deviceId))
    .leftJoin(users, eq(users.id, kioskCalls.acknowledgedBy))
    .where(eq(kioskCalls.id, id))
  if (!call) throw notFound("call")
  return call
}
