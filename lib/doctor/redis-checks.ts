import { once } from "node:events"
import type Redis from "ioredis"
import { type Check, type Patient, pass, skip } from "./check"

/** Where limits are counted. */
export const redisChecks: Check[] = [
  {
    id: "redis.reachable",
    group: "Redis",
    title: "Redis answers",
    remedy: "Start Redis, and see that REDIS_URL names it; until then each process counts limits by itself.",
    look: reachable,
  },
]

async function reachable({ redis, settings }: Patient) {
  if (!settings.REDIS_URL || !redis)
    return skip("REDIS_URL is empty: limits are counted in the process, which is right for one server only.")
  await ready(redis)
  const version = /redis_version:(\S+)/.exec(await redis.info("server"))?.[1]
  return pass(`It is Redis ${version}.`)
}

/** A connection that was opened a moment ago takes nothing yet. */
async function ready(redis: Redis) {
  if (redis.status !== "ready") await once(redis, "ready")
}
