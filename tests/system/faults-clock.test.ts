import { afterAll, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { openClock } from "../support/clock"
import { freshServedDatabase, signInByHttp, startServer } from "../support/server"
import { callerOf, doctorOf, healthOf, metricsToken, peopleIn } from "./fault"

const database = beforeTests(freshServedDatabase)
const people = beforeTests(() => peopleIn(database.url, 4))
const clock = beforeTests(openClock)
const server = beforeTests(() =>
  startServer(database.url, { ...clock.settings, METRICS_TOKEN: metricsToken }),
)
afterAll(() => server.stop?.())
const HOUR = 3600
const call = callerOf(server, people)
const checkIn = (guest: number) =>
  call("/check-ins", { client_id: people.guests[guest]?.clientId }, people.guests[guest]?.key)
const doctorSays = () => doctorOf(server, "clock.database")
const clients = (cookie: string) =>
  fetch(`${server.url}/clients`, { headers: { cookie }, redirect: "manual" })

test("a clock that jumps: the doctor says so, everything goes on, and a session of an hour ago ends", async () => {
  expect(await doctorSays()).toBe("pass: It agrees with the database's.")
  const before = await signInByHttp(server.url, people.email)
  expect((await checkIn(0))?.status).toBe(201)

  clock.set(HOUR)
  expect(await doctorSays()).toBe("fail: It is 60 min ahead of the database's.")
  expect((await healthOf(server))[0]).toBe(200)
  expect((await checkIn(1))?.status).toBe(201)
  expect((await clients(before)).headers.get("location")).toContain("/login")
  const ahead = await signInByHttp(server.url, people.email)
  expect((await clients(ahead)).status).toBe(200)

  clock.set(-HOUR)
  expect(await doctorSays()).toBe("fail: It is 60 min behind the database's.")
  expect((await checkIn(2))?.status).toBe(201)
  expect((await checkIn(2))?.status).toBe(200)
  const behind = await signInByHttp(server.url, people.email)
  expect((await clients(behind)).status).toBe(200)

  clock.set(0)
  expect(await doctorSays()).toBe("pass: It agrees with the database's.")
  expect((await checkIn(3))?.status).toBe(201)
  const again = await Promise.all([0, 1, 2, 3].map(checkIn))
  expect(again.map((answer) => answer?.status)).toEqual([200, 200, 200, 200])
  expect(await database.sql`select from check_ins`).toHaveLength(4)
})
