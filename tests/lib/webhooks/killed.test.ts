import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { addTarget } from "../../../lib/webhooks/targets"
import { addClient, openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { cutPower, startWorkerProcess } from "../../support/worker"
import { openReceiver } from "./receiver"

/** All of it takes minutes: `PROOF=full npx vitest run --project unit tests/lib/webhooks/killed.test.ts`. */
const [CHANGES, KILLS] = process.env.PROOF === "full" ? [2000, 100] : [250, 10]

const centre = await openCentre({ max: 6 })
const { sql, url } = centre

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
const receiver = await openReceiver((response, { body, headers }) => {
  const id = String(headers["webhook-id"])
  arrived.set(id, (arrived.get(id) ?? new Set()).add(body))
  const mood = patient ? moods.at(-1) : moods[Math.floor(Math.random() * moods.length)]
  mood?.(response)
})

test("every change that was committed arrives, under one id, and none that was not, whenever workers are killed", async () => {
  await addTarget(centre.admin(), { name: "Moody", url: receiver.url, types: ["client.created"] })
  const settings = {
    AUTH_SECRET: "kept by the tests and by nobody else at all",
    ZAPIER_MODE: "production",
    WEBHOOK_PRIVATE_TARGETS: "allow",
  }
  let over = false
  const writing = Promise.all(Array.from({ length: 4 }, (_, stream) => write(stream)))
  const clock = hurry()
  for (let kill = 0; kill < KILLS; kill++) {
    const workers = [startWorkerProcess(url, settings), startWorkerProcess(url, settings)]
    await sleep(800 + Math.random() * 1200)
    for (const worker of workers) await cutPower(worker)
  }
  await writing
  // They were killed at their work, and not before it.
  expect(arrived.size).toBeGreaterThan(CHANGES / 10)
  expect(await nothingIsLeft()).toBe(false)
  patient = true
  const last = startWorkerProcess(url, settings)
  await waitUntil("everything is delivered", nothingIsLeft, 120_000)
  over = true
  await clock
  await cutPower(last)

  const committed = await sql`select id from events where type = 'client.created'`
  expect(committed).toHaveLength(CHANGES)
  expect([...arrived.keys()].sort()).toEqual(committed.map(({ id }) => id).sort())
  for (const bodies of arrived.values()) expect(bodies.size).toBe(1)
  expect([...arrived.values()].flatMap((bodies) => [...bodies]).join()).not.toContain("Never")

  async function write(stream: number) {
    for (let n = stream; n < CHANGES; n += 4) {
      await addClient(centre, { firstName: `Client ${n}` })
      if (n % 5 === 0) await changeMind()
    }
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
}, 900_000)

async function changeMind() {
  const mind = centre.db.transaction(async (db) => {
    await addClient(centre, { firstName: "Never" }, { db })
    throw new Error("changed my mind")
  })
  await mind.catch(() => {})
}

async function nothingIsLeft() {
  const [left] = await sql`
    select (select count(*)::int from outbox) as outbox, count(*) filter (where state <> 'delivered')::int as deliveries
    from deliveries`
  return left?.outbox === 0 && left?.deliveries === 0
}
