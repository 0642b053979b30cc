import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, onTestFinished, test } from "vitest"
import { addTarget } from "../../lib/webhooks/targets"
import { openServedCentre } from "../server/centre"
import { beforeTests } from "../support/before"
import { often } from "../support/often"
import { waitUntil } from "../support/processes"
import { openReceiver } from "../support/receiver"
import { authSecret } from "../support/server"
import { cutPower, startWorkerProcess } from "../support/worker"

const CHANGES = often(200, 2000)
const KILLS = often(5, 100)

const settings = { ZAPIER_MODE: "production", WEBHOOK_PRIVATE_TARGETS: "allow", LOG_LEVEL: "fatal" }
const centre = openServedCentre(settings)
const { sql, server, adminKey, url, users, system } = centre

/** What a receiver may do; each as often as the others. */
const moods: ((response: ServerResponse) => void)[] = [
  (response) => response.writeHead(500).end("out of order"),
  (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  (response) => response.writeHead(429, { "retry-after": "1" }).end(),
  (response) => response.writeHead(410).end(),
  (response) => response.end(Buffer.from([0, 255, 254, 0xd8])),
  (response) => response.destroy(),
  () => {},
  ...Array.from({ length: 7 }, () => (response: ServerResponse) => void response.end("thanks")),
]
let patient = false
const arrived = new Map<string, Set<string>>()
const receiver = beforeTests(() =>
  openReceiver((response, { body, headers }) => {
    const id = String(headers["webhook-id"])
    arrived.set(id, (arrived.get(id) ?? new Set()).add(body))
    const mood = patient ? moods.at(-1) : moods[Math.floor(Math.random() * moods.length)]
    mood?.(response)
  }),
)

test("every change that was committed arrives, under one id, and none that was not, whenever web and worker are killed", async () => {
  const admin = { kind: "user", id: users.admin.id, name: "Alexandra Admin", role: "admin" } as const
  const ctx = { ...system, actor: { ...admin, sessionId: users.admin.id } }
  await addTarget(ctx, { name: "Moody", url: receiver.url, types: ["client.created"] })
  await adminKey.addClient({ first_name: "Theirs", last_name: "Already", uci_number: "7000001" })
  let [over, killing, told] = [false, true, 0]
  const startWorker = () => startWorkerProcess(url, { ...settings, AUTH_SECRET: authSecret })
  let worker = startWorker()
  onTestFinished(() => cutPower(worker))
  const writing = Promise.all([write(), write(), write(), write()])
  const clock = hurry()
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(500 + Math.random() * 1500)
    await Promise.all([server.kill(), cutPower(worker)])
    worker = startWorker()
    await server.restart()
  }
  killing = false
  await writing
  // They were killed at their work, and not before it.
  expect(arrived.size).toBeGreaterThan(CHANGES / 10)
  expect(await nothingIsLeft()).toBe(false)
  patient = true
  await waitUntil("everything is delivered", nothingIsLeft, 120_000)
  over = true
  await clock

  const committed = await sql`select id from events where type = 'client.created'`
  expect(committed.length).toBeGreaterThanOrEqual(CHANGES)
  expect([...arrived.keys()].sort()).toEqual(committed.map(({ id }) => id).sort())
  for (const bodies of arrived.values()) expect(bodies.size).toBe(1)
  expect([...arrived.values()].some((bodies) => [...bodies].join().includes("Never"))).toBe(false)

  /** Until nobody is killed any more and enough were answered 201; one that nobody answered may be there or not. */
  async function write() {
    while (killing || told < CHANGES) {
      const fresh = { first_name: "Client", last_name: `Number ${told}` }
      const answer = await adminKey.post("/clients", fresh).catch(lostAnswer)
      if (answer?.status === 201) told++
      else await sleep(50)
      if (told % 5 === 0) await refused()
    }
  }

  async function refused() {
    const taken = { first_name: "Never", last_name: "Kept", uci_number: "7000001" }
    await adminKey.post("/clients", taken).catch(lostAnswer)
  }

  /** Pauses pass in no time, and what was switched off or given up goes on: the moods of one receiver are not the test. */
  async function hurry() {
    while (!over) {
      await sql`update deliveries set next_try_at = now(), tries = least(tries, 3) where state = 'waiting' and next_try_at > now()`
      await sql`update deliveries set state = 'waiting', finished_at = null, tries = 0 where state = 'dead'`
      await sql`update webhook_targets set switched_off_at = null, off_because = null, failing_since = null where switched_off_at is not null`
      await sleep(100)
    }
  }
}, 1_800_000)

/** A connection that broke, and nothing else. */
function lostAnswer(error: unknown) {
  if (error instanceof TypeError || (error as Error).name === "SyntaxError") return undefined
  throw error
}

async function nothingIsLeft() {
  const [left] = await sql`
    select (select count(*)::int from outbox) as outbox, count(*) filter (where state <> 'delivered')::int as deliveries
    from deliveries`
  return left?.outbox === 0 && left?.deliveries === 0
}
