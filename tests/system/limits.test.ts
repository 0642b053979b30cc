import { afterAll, beforeAll, expect, test } from "vitest"
import { connectRedis, limiter } from "../../lib/core/rate-limit"
import { waitUntil } from "../support/processes"
import { startRedis } from "../support/redis"

let server: Awaited<ReturnType<typeof startRedis>>
let redis: ReturnType<typeof connectRedis>

beforeAll(async () => {
  server = await startRedis()
  redis = connectRedis(server.url)
  await waitUntil("the connection is open", async () => redis.status === "ready")
})
afterAll(async () => {
  redis?.disconnect()
  await server?.stop()
})

test("a limit is counted in Redis: of 50 at once exactly 5 pass", async () => {
  const limit = limiter({ name: "test", allowed: 5, windowSeconds: 60 }, redis)
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => limit.use("one")))
  expect(verdicts.filter(({ ok }) => ok)).toHaveLength(5)
  expect(await redis.keys("limit:test*")).not.toHaveLength(0)
})

test("what is given back in Redis can be used again", async () => {
  const limit = limiter({ name: "returned", allowed: 5, windowSeconds: 60 }, redis)
  for (let time = 0; time < 9; time++) {
    expect((await limit.use("one")).ok).toBe(true)
    await limit.giveBack("one")
  }
  expect((await limit.peek("one")).ok).toBe(true)
})
