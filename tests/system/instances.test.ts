import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { insertClients } from "../../lib/clients/records"
import { deactivateUser } from "../../lib/users/deactivate"
import { type BehindCaddy, openBehindCaddy } from "../support/behind-caddy"
import type { Answered } from "../support/caddy"
import { earlyInAMinute } from "../support/processes"
import type { Server } from "../support/server"

const GUESTS = 3000
const CALLERS = 6
const FILES = 4
const ROWS = 300

let centre: BehindCaddy

beforeAll(async () => {
  centre = await openBehindCaddy({ webs: 2, workers: 2 })
})
afterAll(() => centre?.close())

const web = (index: number) => centre.webs[index] as Server

test("two web servers and two workers are killed in turn under load, and what was answered is there, once", async () => {
  const people = Array.from({ length: GUESTS }, (_, index) => ({
    firstName: `Guest ${index}`,
    lastName: "Manyfold",
  }))
  const guests = await centre.db.transaction((tx) => insertClients(tx, people, new Date()))
  const [admin, staff] = [await centre.withKey("admin"), await centre.withKey("staff")]
  const told = new Map<string, string>()
  const reads: number[] = []
  const failed: number[] = []
  let broken = 0
  let over = false

  /** Undefined when it broke off; Caddy 2.6 ends an answer whose server died as if it were whole. */
  const answered = async (asked: Promise<Answered>) => {
    const answer = await asked.catch(() => undefined)
    if (answer && (answer.status >= 300 || isWhole(answer.text))) return answer
    broken += 1
  }
  /** As a tablet does: the same key again until there is an answer that counts. */
  const checkIn = async (clientId: string) => {
    const key = crypto.randomUUID()
    for (let tries = 0; tries < 100; tries++) {
      const answer = await answered(
        staff("/check-ins", {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": key },
          body: JSON.stringify({ client_id: clientId }),
        }),
      )
      if (answer && answer.status < 300) return told.set(key, JSON.parse(answer.text).id)
      if (answer) failed.push(answer.status)
      await sleep(100)
    }
    throw new Error("a check-in was never answered")
  }
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!over && guests.length > 0) {
      const { id } = guests.pop() ?? expect.fail()
      await checkIn(id)
      const read = await answered(staff(`/clients/${id}`))
      if (read) reads.push(read.status)
    }
  })
  const imports = importFiles(admin)

  await sleep(2000)
  for (const index of [0, 1]) {
    await web(index).kill()
    await sleep(2000)
    await web(index).restart()
    await centre.replaceWorker(index)
    // Until Caddy knows, too, that it is back.
    await sleep(4000)
  }
  over = true
  await Promise.all(callers)
  expect(await imports).toEqual(Array(FILES).fill("done"))

  console.log(`${told.size} check-ins, ${reads.length} reads; ${failed.length} refused, ${broken} broken off`)
  expect(told.size).toBeGreaterThan(50)
  expect(new Set(failed.filter((status) => ![502, 503].includes(status)))).toEqual(new Set())
  expect(new Set(reads)).toEqual(new Set([200]))
  const rows = await centre.sql<
    { id: string; key: string }[]
  >`select id, idempotency_key as key from check_ins`
  expect(rows).toHaveLength(told.size)
  expect(new Map(rows.map(({ id, key }) => [key, id]))).toEqual(told)
  const [imported] =
    await centre.sql`select count(*)::int as count from clients where last_name = 'Broughtin'`
  expect(imported?.count).toBe(FILES * ROWS)
})

test("a session of one web server is one of the other, and ends on both at once", async () => {
  await web(0).kill()
  // A sign-in that meets a connection of a moment ago would be answered by 502, and not sent twice.
  await sleep(3500)
  const { id, cookie } = await centre.signIn("Samuel Staff", "staff")
  await web(0).restart()
  await web(1).kill()
  const page = () => centre.ask("/clients", { headers: { cookie } })
  await expect.poll(async () => (await page()).status, { timeout: 10_000 }).toBe(200)
  await web(1).restart()
  await deactivateUser({ ...centre.system, now: new Date() }, { id })
  for (let count = 0; count < 6; count++) {
    const { status, text, headers } = await page()
    expect(status === 307 ? headers.get("location") : text).toMatch(/\/login\?next=/)
    expect(text).not.toContain("Samuel Staff")
  }
})

test("a limit counts what both web servers were asked", async () => {
  await earlyInAMinute()
  const statuses = []
  for (let count = 0; count < 35; count++)
    statuses.push(
      (await centre.ask("/api/v1/stats", { headers: { authorization: "Bearer bec_guess" } })).status,
    )
  expect(statuses).toEqual([...Array(30).fill(401), ...Array(5).fill(429)])
  const direct = async ({ url }: Server) =>
    (
      await fetch(`${url}/api/v1/stats`, {
        headers: { authorization: "Bearer bec_guess", "x-forwarded-for": "127.0.0.1" },
      })
    ).status
  expect(await Promise.all(centre.webs.map(direct))).toEqual([429, 429])
})

function isWhole(text: string): boolean {
  try {
    return Boolean(JSON.parse(text))
  } catch {
    return false
  }
}

type Admin = Awaited<ReturnType<BehindCaddy["withKey"]>>

/** Sends the files one after the other, and waits until each is written; who got no answer asks again. */
async function importFiles(admin: Admin) {
  const results = []
  for (let file = 0; file < FILES; file++) {
    const rows = Array.from(
      { length: ROWS },
      (_, row) => `Import ${file} ${row},Broughtin,${8_000_000 + file * ROWS + row}`,
    )
    const body = ["first_name,last_name,uci_number", ...rows].join("\n")
    const id = await sent(admin, body)
    results.push(await done(admin, id))
  }
  return results
}

async function sent(admin: Admin, body: string): Promise<string> {
  const headers = { "content-type": "text/csv" }
  const answer = await admin("/imports", { method: "POST", headers, body }).catch(() => undefined)
  if (answer?.status === 202 && isWhole(answer.text)) return JSON.parse(answer.text).id
  await sleep(200)
  return await sent(admin, body)
}

async function done(admin: Admin, id: string) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await admin(`/imports/${id}`).catch(() => undefined)
    const found =
      answer?.status === 200 && isWhole(answer.text) ? JSON.parse(answer.text) : { state: "unknown" }
    if (!["checking", "running", "unknown"].includes(found.state)) return found.state
    await sleep(200)
  }
  throw new Error("an import was never done")
}
