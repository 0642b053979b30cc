import { once } from "node:events"
import { expect, test } from "vitest"
import { askForRun } from "../../../lib/schedule/runs"
import { workersAt } from "../../../lib/schedule/workers"
import { addClient, day, openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { cutPower, startWorkerProcess } from "../../support/worker"

const centre = await openCentre()
const { sql, url } = centre

const hereNow = async () => (await workersAt(centre.db, new Date())).here.length
const cameIn = (clientId: string, when: string) => sql`
  insert into check_ins (id, client_id, idempotency_key, method, checked_in_at)
  values (gen_random_uuid(), ${clientId}, ${when}, 'staff', ${when})`
const openVisits = async () => (await sql`select from check_ins where checked_out_at is null`).length

test("a worker says that it is there, does what is asked for, and says that it ends", async () => {
  const { id } = await addClient(centre)
  await cameIn(id, `${day(-3)}T20:00:00Z`)
  const worker = startWorkerProcess(url)
  await waitUntil("the worker is there", async () => (await hereNow()) === 1)
  await askForRun(centre.admin({ now: new Date() }), { job: "close_visits" })
  await waitUntil("the visit is ended", async () => (await openVisits()) === 0)
  await waitUntil(
    "the run is over",
    async () => (await sql`select from job_runs where state = 'done'`).length === 1,
  )
  worker.kill("SIGTERM")
  expect(await once(worker, "exit")).toEqual([0, null])
  expect(await workersAt(centre.db, new Date())).toEqual({ here: [], missing: [] })
})

test("a worker that was killed is missing, and the next one does what waits", async () => {
  const worker = startWorkerProcess(url)
  await waitUntil("the worker is there", async () => (await hereNow()) === 1)
  await cutPower(worker)
  const soon = new Date(Date.now() + 61_000)
  expect((await workersAt(centre.db, soon)).missing).toHaveLength(1)
  const { id } = await addClient(centre)
  await cameIn(id, `${day(-2)}T20:00:00Z`)
  await askForRun(centre.admin({ now: new Date() }), { job: "close_visits" })
  const next = startWorkerProcess(url)
  await waitUntil("the visit is ended", async () => (await openVisits()) === 0)
  await cutPower(next)
})
