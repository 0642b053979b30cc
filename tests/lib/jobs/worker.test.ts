import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, onTestFinished, test } from "vitest"
import { startCheck } from "../../../lib/imports/check"
import { getImport } from "../../../lib/imports/read"
import { startImport } from "../../../lib/imports/run"
import { askForRun } from "../../../lib/schedule/runs"
import { workersAt } from "../../../lib/schedule/workers"
import { addClient, day, openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { cutPower, startWorkerProcess } from "../../support/worker"
import { importsOf } from "../imports/files"

const centre = openCentre()
const { sql, url } = centre

function startWorker() {
  const worker = startWorkerProcess(url)
  onTestFinished(() => cutPower(worker))
  return worker
}

const hereNow = async () => (await workersAt(centre.db, new Date())).here.length
const cameIn = (clientId: string, when: string) => sql`
  insert into check_ins (id, client_id, idempotency_key, method, checked_in_at)
  values (gen_random_uuid(), ${clientId}, ${when}, 'staff', ${when})`
const openVisits = async () => (await sql`select from check_ins where checked_out_at is null`).length

test("a worker says that it is there, does what is asked for, and says that it ends", async () => {
  const { id } = await addClient(centre)
  await cameIn(id, `${day(-3)}T20:00:00Z`)
  const worker = startWorker()
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
  const worker = startWorker()
  await waitUntil("the worker is there", async () => (await hereNow()) === 1)
  await cutPower(worker)
  const soon = new Date(Date.now() + 61_000)
  expect((await workersAt(centre.db, soon)).missing).toHaveLength(1)
  const { id } = await addClient(centre)
  await cameIn(id, `${day(-2)}T20:00:00Z`)
  await askForRun(centre.admin({ now: new Date() }), { job: "close_visits" })
  startWorker()
  await waitUntil("the visit is ended", async () => (await openVisits()) === 0)
})

test("what follows from an import waits while one of its batches is written", async () => {
  const { admin } = centre
  const unsealed = async () => (await sql`select from unsealed_events`).length
  const told = async () => (await sql`select from events where type = 'membership.status_changed'`).length
  startWorker()
  const known = await addClient(centre, { uciNumber: "7654321" })
  const { id } = await importsOf(centre).load("first_name,last_name,uci_number\nAna Maria,Reyes,7654321")
  await startCheck(admin(), { id })
  const state = async () => (await getImport(admin(), { id })).state
  await waitUntil("it is checked", async () => (await state()) === "checked")
  await waitUntil("all is sealed", async () => (await unsealed()) === 0, 20_000)
  await sql.begin(async (tx) => {
    await tx`select from clients where id = ${known.id} for update`
    await startImport(admin(), { id })
    const waiting = () => sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await waitUntil("its batch waits for the client", async () => (await waiting()).length > 0)
    await addClient(centre, { posStartDate: "2020-01-01", posEndDate: "2099-12-31" })
    // Longer than either rests.
    await sleep(5000)
    expect([await unsealed(), await told()]).toEqual([expect.toSatisfy((many) => many > 0), 0])
  })
  await waitUntil("all is sealed", async () => (await unsealed()) === 0, 20_000)
  await waitUntil("the new status is told", async () => (await told()) === 1)
  await waitUntil("the import is done", async () => (await state()) === "done")
})
