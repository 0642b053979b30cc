import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { openQueues, type Queue } from "../../../db/queue"
import { doNextRun, giveUpNextRun } from "../../../lib/jobs/runs"
import { fireDue } from "../../../lib/schedule/fire"
import { askForRun } from "../../../lib/schedule/runs"
import { scheduleTrouble } from "../../../lib/schedule/trouble"
import { sayGone, sayHere } from "../../../lib/schedule/workers"
import { changeSetting } from "../../../lib/settings/change"
import { openCentre } from "../../support/cast"

const centre = openCentre()
const { sql } = centre
const faults: Error[] = []
let queue: Queue
beforeAll(async () => {
  queue = await openQueues(centre.url, (fault) => faults.push(fault))
})
afterAll(() => queue.stop({ graceful: false }))

const at = (moment: string) => centre.system({ now: new Date(moment) })
const fire = (moment: string) => fireDue(at(moment), {})
const runs = async () => {
  const rows = await sql`select job, slot_at, state from job_runs order by slot_at, job`
  return rows.map(
    ({ job, slot_at, state }) => `${job} ${slot_at?.toISOString().slice(0, 16) ?? "by hand"} ${state}`,
  )
}
const waitingJobs = async () =>
  (await sql`select from pgboss.job where name = 'runs' and state < 'active'`).length

beforeEach(async () => {
  await sql`truncate job_runs, schedules`
  await sql`delete from pgboss.job`
  await sql`delete from settings`
})

test("what is seen for the first time begins then, and makes up for nothing", async () => {
  expect(await fire("2026-03-10T18:00Z")).toBe(0)
  expect(await runs()).toEqual([])
})

test("what is due is asked for once, whoever looks and however often", async () => {
  await fire("2026-03-10T15:00Z")
  const asked = await Promise.all(Array.from({ length: 8 }, () => fire("2026-03-10T18:00Z")))
  expect(asked.reduce((sum, one) => sum + one)).toBe(2)
  expect(await fire("2026-03-10T18:00Z")).toBe(0)
  expect(await runs()).toEqual([
    "expiring_memberships 2026-03-10T16:00 waiting",
    "meetup 2026-03-10T17:00 waiting",
  ])
  expect(await waitingJobs()).toBe(2)
})

test("a run is asked for in the transaction that notes it, or not at all", async () => {
  await fire("2026-03-10T15:00Z")
  const torn = centre.db.transaction(async (db) => {
    await fireDue(centre.system({ db, now: new Date("2026-03-10T16:30Z") }), {})
    throw new Error("the power is gone")
  })
  await expect(torn).rejects.toThrow("the power is gone")
  expect([await runs(), await waitingJobs()]).toEqual([[], 0])
  expect(await fire("2026-03-10T16:30Z")).toBe(1)
})

test("after days without a worker the latest of each job is made up for, where it is not too late", async () => {
  await fire("2026-03-09T18:00Z")
  await fire("2026-03-17T18:30Z")
  const all = await runs()
  expect(all.filter((run) => run.endsWith("waiting"))).toEqual([
    "mid_month_nudge 2026-03-15T17:00 waiting",
    "close_visits 2026-03-17T03:00 waiting",
    "ggleap_groups 2026-03-17T09:00 waiting",
    "backup 2026-03-17T09:30 waiting",
    "audit_check 2026-03-17T10:00 waiting",
    "forget_old 2026-03-17T10:30 waiting",
    "expiring_memberships 2026-03-17T16:00 waiting",
  ])
  expect(all).toContain("meetup 2026-03-10T17:00 skipped")
  expect(all.filter((run) => /^close_visits.*skipped$/.test(run))).toHaveLength(7)
})

test("a meetup is announced late on its day, and no more once the day's messages are over", async () => {
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-11T03:59Z")
  expect(await runs()).toContain("meetup 2026-03-10T17:00 waiting")
  await sql`truncate job_runs, schedules`
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-11T04:01Z")
  expect(await runs()).toContain("meetup 2026-03-10T17:00 skipped")
})

test("a clock that was set back fires nothing a second time", async () => {
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-10T16:30Z")
  await fire("2026-03-10T15:30Z")
  await fire("2026-03-10T16:40Z")
  expect(await runs()).toEqual(["expiring_memberships 2026-03-10T16:00 waiting"])
})

test("visits are closed when the settings say that the centre closes", async () => {
  await fire("2026-03-10T18:00Z")
  await changeSetting(centre.admin(), { name: "closingTime", value: "22:15" })
  await fire("2026-03-11T06:00Z")
  expect(await runs()).toEqual(["close_visits 2026-03-11T05:15 waiting"])
})

const run = (work: () => Promise<Record<string, number>>, moment = "2026-03-10T18:00Z") =>
  doNextRun(queue, () => at(moment), { expiring_memberships: work, meetup: work })
const soon = () => sql`update pgboss.job set start_after = now() - interval '1 second' where state = 'retry'`

test("what a run did is noted, and it is over", async () => {
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-10T16:30Z")
  expect(await run(async () => ({ planned: 3 }))).toBe(true)
  expect(await run(async () => ({ planned: 4 }))).toBe(false)
  const [noted] = await sql`select state, outcome, tries from job_runs`
  expect(noted).toEqual({ state: "done", outcome: { planned: 3 }, tries: 1 })
})

test("a run that fails is tried again, six times in all, and then given up", async () => {
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-10T16:30Z")
  let tries = 0
  const failing = async () => {
    tries++
    throw new Error("not today")
  }
  while (await run(failing)) await soon()
  expect(tries).toBe(6)
  expect(await runs()).toEqual(["expiring_memberships 2026-03-10T16:00 waiting"])
  expect(await giveUpNextRun(queue, () => at("2026-03-10T18:00Z"))).toBe(true)
  expect(await giveUpNextRun(queue, () => at("2026-03-10T18:00Z"))).toBe(false)
  expect(await runs()).toEqual(["expiring_memberships 2026-03-10T16:00 failed"])
})

test("what a worker held that was killed is done by another, a quarter of an hour later", async () => {
  await fire("2026-03-10T15:00Z")
  await fire("2026-03-10T16:30Z")
  expect(await queue.fetch("runs")).toHaveLength(1)
  await queue.maintain()
  expect(await run(async () => ({}))).toBe(false)
  await sql`update pgboss.job set started_on = now() - interval '16 minutes' where state = 'active'`
  await queue.maintain()
  await soon()
  expect(await run(async () => ({}))).toBe(true)
  expect(await runs()).toEqual(["expiring_memberships 2026-03-10T16:00 done"])
})

test("an admin asks for a job now, and not twice while it waits", async () => {
  await askForRun(centre.admin(), { job: "meetup" })
  await expect(askForRun(centre.admin(), { job: "meetup" })).rejects.toMatchObject({ kind: "conflict" })
  let due: Date | undefined
  await doNextRun(queue, centre.system, {
    meetup: async (_, slotAt) => {
      due = slotAt
      return {}
    },
  })
  expect(due).toEqual(centre.admin().now)
  expect(await runs()).toEqual(["meetup by hand done"])
  await askForRun(centre.admin(), { job: "meetup" })
})

test("an admin is told of what was given up within a day, and that nobody is there to do anything", async () => {
  await sql`insert into job_runs (id, job, state, created_at, finished_at) values
    (gen_random_uuid(), 'meetup', 'failed', '2026-03-10T17:00Z', '2026-03-10T17:40Z'),
    (gen_random_uuid(), 'forget_old', 'failed', '2026-03-09T10:30Z', '2026-03-09T11:00Z')`
  expect(await scheduleTrouble(centre.admin(), {})).toEqual({ running: false, failed: ["meetup"] })
  const worker = { id: crypto.randomUUID(), inline: true, startedAt: centre.admin().now }
  await sayHere(centre.system(), worker)
  expect(await scheduleTrouble(centre.admin(), {})).toMatchObject({ running: true })
  await sayGone(centre.system(), { id: worker.id })
  expect(await scheduleTrouble(centre.admin(), {})).toMatchObject({ running: false })
})

test("the upkeep of the queues had no fault", () => expect(faults).toEqual([]))
