import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { startCheck } from "../../lib/imports/check"
import { startImport } from "../../lib/imports/run"
import { importsOf } from "../lib/imports/files"
import { openCentre } from "../support/cast"
import { waitUntil } from "../support/processes"
import { cutPower, startWorkerProcess } from "../support/worker"

const ROWS = 20_000
const KILLS = 20

const centre = openCentre()
const { sql, url } = centre
const { load } = importsOf(centre)

test("an import of 20,000 rows that is killed 20 times writes each client once", async () => {
  const lines = Array.from({ length: ROWS }, (_, i) => `Ana${i},Reyes,ana${i}@example.org,unlimited,1/1/2026`)
  const heading = "first_name,last_name,email,plan_code,membership_starts_on"
  const { id } = await load([heading, ...lines].join("\n"))
  const stateIs = async (state: string) => (await sql`select state from imports`)[0]?.state === state
  const rowsWith = async (what: "kept" | "written") => {
    const [row] = await sql`
      select count(*)::int as kept, count(outcome)::int as written from import_rows where import_id = ${id}`
    return Number(row?.[what])
  }
  /** A worker that is killed soon after so many rows were kept or written. */
  const killAt = async (what: "kept" | "written", rows: number) => {
    const worker = startWorkerProcess(url)
    await waitUntil(`${rows} rows are ${what}`, async () => (await rowsWith(what)) >= rows, 60_000)
    await sleep(Math.random() * 40)
    await cutPower(worker)
  }
  await startCheck(centre.admin(), { id })
  for (let time = 0; time < KILLS / 2; time++) await killAt("kept", Math.random() * ROWS * 0.9)
  expect(await stateIs("checking")).toBe(true)
  const checking = startWorkerProcess(url)
  await waitUntil("it is checked", () => stateIs("checked"), 60_000)
  await startImport(centre.admin(), { id })
  await cutPower(checking)
  for (let time = 0; time < KILLS / 2; time++)
    await killAt("written", ((time + Math.random()) / (KILLS / 2)) * ROWS * 0.9)
  expect(await stateIs("running")).toBe(true)
  const running = startWorkerProcess(url)
  await waitUntil("it is done", () => stateIs("done"), 60_000)
  await cutPower(running)
  const [counts] = await sql`
    select (select count(*)::int from clients) as clients, (select count(distinct email)::int from clients) as people,
      (select count(*)::int from memberships) as memberships,
      (select count(*)::int from events where type = 'client.created') as events`
  expect(counts).toEqual({ clients: ROWS, people: ROWS, memberships: ROWS, events: ROWS })
}, 300_000)
