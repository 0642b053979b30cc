import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openQueues, type Queue } from "../../../db/queue"
import { dateIn, momentOn } from "../../../lib/core/clock"
import { doNextRun } from "../../../lib/jobs/runs"
import { fireDue } from "../../../lib/schedule/fire"
import { openCentre, timeZone } from "../../support/cast"
import { often } from "../../support/often"

const LONGEST_STEP_H = often(11, 0.5)

/** A leap day and a change of the clocks lie in it, and two more of those where all of it is done. */
const DAYS = often(26, 400)
const START = new Date(
  often(Date.parse("2028-02-20T12:00:00-08:00"), Date.parse("2027-10-20T12:00:00-07:00")),
)
const END = new Date(START.getTime() + DAYS * 86_400_000)

const centre = openCentre({ max: 20 })
let over = false
let queues: Queue[] = []
beforeAll(async () => {
  const open = () => openQueues(centre.url, (fault) => over || expect.fail(String(fault)))
  queues = await Promise.all([open(), open()])
})
afterAll(() => {
  // What is still open of them is cut off with the database.
  over = true
  return Promise.all(queues.map((queue) => queue.stop({ graceful: false })))
})

type Done = { job: string; slot: string; doneAt: Date; worker: number }
let done: Done[] = []

beforeEach(async () => {
  done = []
  await centre.sql`truncate job_runs, schedules`
  await centre.sql`delete from pgboss.job`
})

/** What a worker does about the schedule at a moment: looks what is due, and does what waits. */
async function work(worker: number, now: Date) {
  const context = () => centre.system({ now })
  await fireDue(context(), {})
  const record = (job: string) => async (_: unknown, slotAt: Date) => {
    done.push({ job, slot: wallClock(slotAt), doneAt: now, worker })
    return {}
  }
  const handlers = Object.fromEntries(jobs.map((job) => [job, record(job)]))
  const queue = queues[worker]
  while (queue && (await doNextRun(queue, context, handlers)));
}

/** `2028-02-29 09:00`, as the clock on the wall of the centre shows it. */
function wallClock(moment: Date): string {
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(
    moment,
  )
  return text.replace("T", " ")
}

/** What the table of product rules says, worked out for each day by itself. */
const expected = calendar().flatMap(({ date, day, weekday }) => [
  `close_visits ${date} 20:00`,
  `ggleap_groups ${date} 02:00`,
  `audit_check ${date} 03:00`,
  `forget_old ${date} 03:30`,
  `expiring_memberships ${date} 09:00`,
  ...(day === 15 ? [`mid_month_nudge ${date} 10:00`] : []),
  ...(weekday === 2 && day > 7 && day <= 14 ? [`meetup ${date} 10:00`] : []),
])
const jobs = [...new Set(expected.map((one) => one.split(" ")[0] ?? ""))]

function calendar() {
  return Array.from({ length: DAYS + 2 }, (_, index) => {
    const at = new Date(Date.parse(dateIn(START, timeZone)) + index * 86_400_000)
    return { date: at.toISOString().slice(0, 10), day: at.getUTCDate(), weekday: at.getUTCDay() }
  })
}

const within = (from: Date, to: Date) =>
  expected.filter((one) => {
    const wall = one.slice(one.indexOf(" ") + 1)
    return wall > wallClock(from) && wall <= wallClock(to)
  })

/** The clock of the centre skips 02:00 once in spring: what is due then comes at 03:00. */
const asItCame = (slot: string) =>
  slot.replace("ggleap_groups 2028-03-12 02:00", "ggleap_groups 2028-03-12 03:00")

const steps = function* (longestHours: number) {
  let now = START
  while (now < END) {
    yield now
    now = new Date(now.getTime() + (1 + Math.random() * (longestHours - 0.01) * 3600) * 1000)
  }
  yield END
}

describe("over a leap day and a change of the clocks", () => {
  test("two workers at once do each job in exactly its slots, and none twice", async () => {
    for (const now of steps(LONGEST_STEP_H)) await Promise.all([work(0, now), work(1, now)])
    const came = done.map(({ job, slot }) => `${job} ${slot}`)
    expect(came.toSorted()).toEqual(within(START, END).map(asItCame).toSorted())
    expect(new Set(came).size).toBe(came.length)
    expect(new Set(done.map(({ worker }) => worker)).size).toBe(2)
    for (const { doneAt, slot } of done) expect(wallClock(doneAt) >= slot).toBe(true)
    expect(came.filter((slot) => slot.includes("2028-02-29"))).toHaveLength(5)
  }, 600_000)

  test("a machine that is off for days makes up for the latest of each job, once, unless it is too late for it", async () => {
    await work(0, START)
    let last = START
    while (last < END) {
      const off = (1 + Math.random() * 12 * 24) * 3_600_000
      const now = new Date(Math.min(last.getTime() + off, END.getTime()))
      done = []
      await Promise.all([work(0, now), work(1, now)])
      const missed = within(last, now).map(asItCame)
      for (const job of jobs) {
        const latest = missed.filter((slot) => slot.startsWith(`${job} `)).at(-1)
        const made = done.filter((one) => one.job === job).map(({ slot }) => `${job} ${slot}`)
        expect(made).toEqual(latest && isInTime(latest, now) ? [latest] : [])
      }
      last = now
    }
  }, 600_000)
})

/** How late each job may come, in hours. */
function isInTime(slot: string, now: Date): boolean {
  const [job = "", date = "", time = ""] = slot.split(" ")
  const lateHours = (now.getTime() - momentOn(date, time, timeZone).getTime()) / 3_600_000
  const most = { meetup: 11, expiring_memberships: 12, mid_month_nudge: 120, ggleap_groups: 22 }[job]
  return most === undefined || lateHours <= most
}
