import { afterAll, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { waitUntil } from "../support/processes"
import { startRedis } from "../support/redis"
import { freshServedDatabase, signInByHttp, startServer } from "../support/server"
import { callerOf, doctorOf, healthOf, metricsToken, peopleIn } from "./fault"

const database = beforeTests(freshServedDatabase)
const redis = beforeTests(startRedis)
const people = beforeTests(() => peopleIn(database.url, 3))
const server = beforeTests(() =>
  startServer(database.url, { REDIS_URL: redis.url, METRICS_TOKEN: metricsToken }),
)
afterAll(async () => {
  await server.stop?.()
  await redis.stop?.()
})
const call = callerOf(server, people)
const redisSays = async () => {
  const [status, checks] = await healthOf(server)
  return [status, checks.redis]
}
const doctorSays = () => doctorOf(server, "redis.reachable")
const checkIn = (guest: number) =>
  call("/check-ins", { client_id: people.guests[guest]?.clientId }, people.guests[guest]?.key)

test("without Redis everything goes on, limits too, and its return is noticed", async () => {
  expect(await redisSays()).toEqual([200, "ok"])
  expect(await doctorSays()).toMatch(/^pass: It is Redis \d/)
  expect((await checkIn(0))?.status).toBe(201)

  await redis.stop()
  await waitUntil("it is noticed", async () => (await redisSays())[1] === "unavailable")
  expect((await redisSays())[0]).toBe(200)
  expect(await doctorSays()).toMatch(/^fail: /)
  expect((await checkIn(1))?.status).toBe(201)
  const cookie = await signInByHttp(server.url, people.email)
  expect((await fetch(`${server.url}/clients`, { headers: { cookie } })).status).toBe(200)
  const guessed = callerOf(server, { key: "bec_guessed" })
  const statuses = []
  for (let count = 0; count < 60; count++) statuses.push((await guessed("/clients"))?.status)
  expect([statuses.at(0), statuses.at(-1)]).toEqual([401, 429])

  await redis.restart()
  await waitUntil("its return is noticed", async () => (await redisSays())[1] === "ok", 20_000)
  expect(await doctorSays()).toMatch(/^pass: It is Redis \d/)
  expect((await checkIn(2))?.status).toBe(201)
  expect(await database.sql`select from check_ins`).toHaveLength(3)
})
