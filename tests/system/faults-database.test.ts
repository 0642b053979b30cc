import type { ChildProcess } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect } from "../../db/client"
import { beforeTests } from "../support/before"
import { startPostgres } from "../support/postgres"
import { waitUntil } from "../support/processes"
import { signInByHttp, startServer } from "../support/server"
import { cutPower, startWorkerProcess } from "../support/worker"
import { callerOf, healthOf, peopleIn } from "./fault"

const postgres = beforeTests(() => startPostgres())
const people = beforeTests(() => peopleIn(postgres.url, 600))
const server = beforeTests(() => startServer(postgres.url, { DATABASE_POOL: "4" }))
const call = callerOf(server, people)
let worker: ChildProcess
let cookie: string
beforeAll(async () => {
  worker = startWorkerProcess(postgres.url)
  await waitUntil("the worker is there", () => workerSeenAfter(new Date(0)), 60_000)
  cookie = await signInByHttp(server.url, people.email)
})
afterAll(async () => {
  if (worker) await cutPower(worker)
  await server.stop?.()
})
const page = async (path: string) => {
  const answer = await fetch(server.url + path, { headers: { cookie } })
  return { status: answer.status, text: await answer.text() }
}
const calm = "The CRM cannot reach its database just now."

test.each([
  ["killed", "kill", 0],
  ["stopped as for a restart", "stop", 300],
] as const)(
  "Postgres %s under check-ins: no acknowledged one is lost, and all goes on by itself",
  async (_, end, from) => {
    const turn = people.guests.slice(from, from + 300)
    const told = new Map<string, string>()
    const unexpected: unknown[] = []
    const sender = async (own: typeof turn) => {
      for (const { clientId, key } of own) {
        for (;;) {
          const answer = await call("/check-ins", { client_id: clientId }, key)
          if (answer?.status === 201 || answer?.status === 200) {
            told.set(key, answer.body.id)
            break
          }
          if (answer?.status !== 503 || !answer.headers.get("retry-after"))
            unexpected.push(answer ?? "no answer")
          await sleep(100)
        }
      }
    }
    const sending = Promise.all(
      [0, 1, 2, 3, 4, 5].map((at) => sender(turn.filter((_, index) => index % 6 === at))),
    )
    await waitUntil("some are checked in", () => told.size > 60, 60_000)
    await postgres[end]()
    expect(told.size).toBeLessThan(300)

    expect(await healthOf(server)).toEqual([503, { database: "unavailable", redis: "off", worker: "ok" }])
    expect(await call("/clients")).toMatchObject({
      status: 503,
      body: { title: "Service Unavailable", detail: `${calm} Please try again in a moment.` },
    })
    for (const path of ["/", "/clients"]) expect((await page(path)).text).toContain("unavailable")
    const dashboard = await page("/check-ins")
    expect(dashboard.status).toBe(500)
    expect(dashboard.text).not.toMatch(/ECONNREFUSED|postgres|select /)

    await postgres.start()
    await waitUntil("it is healthy", async () => (await healthOf(server))[0] === 200, 15_000)
    await waitUntil("a page is there", async () => (await page("/clients")).text.includes("Guest"), 15_000)
    await sending
    expect(unexpected).toEqual([])

    const { sql, close } = connect(postgres.ownerUrl, { max: 1 })
    const rows =
      await sql`select id, idempotency_key from check_ins where client_id in ${sql(turn.map(({ clientId }) => clientId))}`
    const seen = await sql`select max(seen_at) as at from workers where not inline`
    await close()
    expect(rows).toHaveLength(300)
    for (const [key, id] of told) expect(rows.find((row) => row.idempotency_key === key)?.id).toBe(id)

    expect([worker.exitCode, worker.signalCode]).toEqual([null, null])
    await waitUntil(
      "the worker says that it is there",
      async () => await workerSeenAfter(seen[0]?.at),
      40_000,
    )
    expect(server.output()).not.toContain("nextWrite")
  },
)

async function workerSeenAfter(moment: Date): Promise<boolean> {
  const { sql, close } = connect(postgres.ownerUrl, { max: 1 })
  const [row] = await sql`select max(seen_at) > ${moment} as later from workers where not inline`.finally(
    close,
  )
  return row?.later
}
