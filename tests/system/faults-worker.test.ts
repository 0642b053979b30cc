import type { ChildProcess } from "node:child_process"
import { afterAll, beforeAll, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { waitUntil } from "../support/processes"
import { freshServedDatabase, signInByHttp, startServer } from "../support/server"
import { cutPower, startWorkerProcess } from "../support/worker"
import { healthOf, peopleIn } from "./fault"

const database = beforeTests(freshServedDatabase)
const people = beforeTests(() => peopleIn(database.url, 1))
const server = beforeTests(() => startServer(database.url, { WORKER: "off" }))
let worker: ChildProcess
beforeAll(() => {
  worker = startWorkerProcess(database.url)
})
afterAll(async () => {
  if (worker) await cutPower(worker)
  await server.stop?.()
})
const workerIs = (state: string) => async () => (await healthOf(server))[1].worker === state

test("a worker that is killed is missed within a minute and a half, and the next one does what waited", async () => {
  await waitUntil("the worker is there", workerIs("ok"), 60_000)
  const cookie = await signInByHttp(server.url, people.email)
  const dashboard = async () => await (await fetch(`${server.url}/`, { headers: { cookie } })).text()
  expect(await dashboard()).not.toContain("background work is not running")

  await cutPower(worker)
  await database.sql`update schedules set looked_until = now() - interval '25 hours' where job = 'forget_old'`
  await waitUntil("it is missed", workerIs("unavailable"), 90_000)
  expect((await healthOf(server))[0]).toBe(200)
  expect(await dashboard()).toContain("background work is not running")
  expect(await database.sql`select from job_runs where job = 'forget_old'`).toEqual([])

  worker = startWorkerProcess(database.url)
  await waitUntil("the next one is there", workerIs("ok"), 60_000)
  const done = () => database.sql`select from job_runs where job = 'forget_old' and state = 'done'`
  await waitUntil("it did what was due meanwhile", async () => (await done()).length === 1, 60_000)
})
