import { performance } from "node:perf_hooks"
import { sql } from "drizzle-orm"
import Redis from "ioredis"
import { connect } from "../db/client"
import { dataVersions, users } from "../db/schema"
import { dateIn } from "../lib/core/clock"
import { only } from "../lib/core/only"
import type { Context } from "../lib/core/operation"
import { attendanceByMonth } from "../lib/reports/attendance"
import { clientsBy } from "../lib/reports/clients-by"
import { membershipsOverTime } from "../lib/reports/memberships-over-time"
import { stats } from "../lib/reports/stats"
import { visitsPerDay } from "../lib/reports/visits-per-day"
import { startRedis } from "../tests/support/redis"
import { centreOf, leaseBenchServer } from "./data"
import { median, ms } from "./figures"

const CLIENTS = 100_000
const ROUNDS = 9
const timeZone = "America/Los_Angeles"

/**
 * The dashboard's numbers and the reports with 100,000 clients and 1,000,000 visits: counted anew after a change, recalled
 * in the process by the version of the data, and taken from Redis by the same version.
 */
export async function benchCaching(): Promise<void> {
  const lease = await leaseBenchServer()
  const { db, close } = connect(await centreOf(lease.url, CLIENTS))
  const server = await startRedis()
  const redis = new Redis(server.url)
  const now = new Date()
  const today = dateIn(now, timeZone)
  const period = { from: `${Number(today.slice(0, 4)) - 1}-01-01`, to: today }
  const { id, name } = only(await db.select().from(users).limit(1))
  const actor = { kind: "user", id, name, role: "admin", sessionId: id } as const
  const ctx: Context = { db, actor, now, timeZone, requestId: "bench" }
  const reads: Record<string, () => Promise<unknown>> = {
    "dashboard numbers": () => stats(ctx, {}),
    "visits per day": () => visitsPerDay(ctx, period),
    attendance: () => attendanceByMonth(ctx, period),
    memberships: () => membershipsOverTime(ctx, period),
    "clients by language": () => clientsBy(ctx, { by: "language", covered: "today" }),
    "clients by plan": () => clientsBy(ctx, { by: "plan", covered: "today" }),
  }
  const fromRedis = async (key: string) => {
    const [people] = await db.select().from(dataVersions).limit(1)
    return JSON.parse(String(await redis.get(key))) ?? people
  }
  const renew = () => db.update(dataVersions).set({ version: sql`gen_random_uuid()` })
  const rows = []
  for (const [what, read] of Object.entries(reads)) {
    const times: Record<"counted" | "recalled" | "redis", number[]> = { counted: [], recalled: [], redis: [] }
    await redis.set(what, JSON.stringify(await read()))
    for (let round = 0; round < ROUNDS; round++) {
      await renew()
      times.counted.push(await timeOf(read))
      times.recalled.push(await timeOf(read))
      times.redis.push(await timeOf(() => fromRedis(what)))
    }
    const [counted, recalled, taken] = [median(times.counted), median(times.recalled), median(times.redis)]
    rows.push({ what, counted: ms(counted), recalled: ms(recalled), redis: ms(taken) })
  }
  console.table(rows)
  redis.disconnect()
  await server.stop()
  await close()
  await lease.release()
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
