import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { startCheck } from "../../../lib/imports/check"
import { startImport } from "../../../lib/imports/run"
import { openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { importsOf } from "./files"

const ROWS = 20_000
const KILLS = 20

const centre = await openCentre()
const { sql, url } = centre
const { load } = importsOf(centre)

test("an import of 20,000 rows that is killed 20 times writes each client once", async () => {
  const lines = Array.from({ length: ROWS }, (_, i) => `Ana${i},Reyes,ana${i}@example.org,unlimited,1/1/2026`)
  const heading = "first_name,last_name,email,plan_code,membership_starts_on"
  const { id } = await load([heading, ...lines].join("\n"))
  const stateIs = async (...states: string[]) =>
    states.includes((await sql`select state from imports`)[0]?.state)
  await startCheck(centre.admin(), { id })
  let kills = 0
  while (kills < KILLS) {
    const worker = startWorker()
    // From before it is ready to well into its work.
    const moment = sleep(600 + Math.random() * 1400)
    await Promise.race([moment, waitUntil("it is done", () => stateIs("checked", "done"), 60_000)])
    await kill(worker)
    kills++
    if (await stateIs("checked")) await startImport(centre.admin(), { id })
    if (await stateIs("done")) break
  }
  const worker = startWorker()
  if (await stateIs("checking")) {
    await waitUntil("it is checked", () => stateIs("checked"), 120_000)
    await startImport(centre.admin(), { id })
  }
  await waitUntil("it is done", () => stateIs("done"), 120_000)
  await kill(worker)
  expect(kills).toBe(KILLS)
  const [counts] = await sql`
    select (select count(*)::int from clients) as clients, (select count(distinct email)::int from clients) as people,
      (select count(*)::int from memberships) as memberships,
      (select count(*)::int from events where type = 'client.created') as events`
  expect(counts).toEqual({ clients: ROWS, people: ROWS, memberships: ROWS, events: ROWS })
}, 300_000)

function startWorker(): ChildProcess {
  return spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/worker.ts"], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      DATABASE_URL: url,
      APP_ENV: "test",
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  })
}

/** The process and what it started, as a power cut would. */
async function kill(worker: ChildProcess) {
  if (worker.exitCode !== null || !worker.pid) return
  const ended = once(worker, "exit")
  process.kill(-worker.pid, "SIGKILL")
  await ended
}
