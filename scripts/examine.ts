import { connect } from "../db/client"
import { connectRedis } from "../lib/core/rate-limit"
import { examine } from "../lib/doctor/examine"
import { examineEnv } from "../lib/env"
import type { Given } from "../lib/env-faults"

/** Does the doctor's checks from this machine, with the settings as they were given; all of them, or those that stop a start. */
export async function examineHere(given: Given, only?: "start") {
  const { DATABASE_URL, REDIS_URL, CENTER_TIME_ZONE } = examineEnv(given).settings
  // Without an address of its own it is the embedded database, if there is one.
  const { db, close } = connect(DATABASE_URL || (process.env.DATABASE_URL ?? ""), { max: 4 })
  const redis = REDIS_URL ? connectRedis(REDIS_URL) : null
  const ctx = {
    db,
    actor: { kind: "system", name: "Operator" } as const,
    now: new Date(),
    timeZone: CENTER_TIME_ZONE,
    requestId: "doctor",
  }
  return await examine(ctx, { given, redis, clock: Date.now, only }).finally(async () => {
    redis?.disconnect()
    await close()
  })
}
