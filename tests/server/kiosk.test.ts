import { readdirSync } from "node:fs"
import { request as ask } from "node:http"
import { dirname } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createClient } from "../../lib/clients/create"
import { earlyInAMinute } from "../support/processes"
import { signInByHttp } from "../support/server"
import { pairByHttp, pairingCode } from "../support/tablet"
import { sharedCentre } from "./centre"

const KIOSK_HOST = "kiosk.bec.example"
const { server, db, sql, system, users, keys, adminKey, sent } = sharedCentre()
const secrets = ["6615550188", "+16615550188", "Wilhelmina", "Zzyzx"]
for (const text of secrets) sent.add(text)

const post = (call: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/kiosk/calls/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
    body: JSON.stringify(body),
  })
const tablet = (cookie: string) => (call: string, body: unknown) => post(call, body, { cookie })
const right = { way: "phone", value: "6615550188" }
const wrong = { way: "phone", value: "6615550189" }
const calls = readdirSync("app/kiosk/calls")

beforeAll(async () => {
  const admin = {
    ...system,
    actor: { kind: "api_key", id: crypto.randomUUID(), name: "Test", role: "admin" },
  } as const
  await createClient(admin, { firstName: "Wilhelmina", lastName: "Zzyzx", phone: "661 555 0188" })
})

describe("a browser that is not paired", () => {
  test.each(calls.filter((call) => call !== "pair"))(
    "is answered 401 for %s and nothing else",
    async (call) => {
      const answer = await post(call, right)
      expect([answer.status, await answer.text()]).toEqual([401, '{"problem":"unpaired"}'])
      expect(answer.headers.get("cache-control")).toBe("no-store")
    },
  )

  test("cannot tell a right phone number from a wrong one, whatever it sends along", async () => {
    const seen = async (body: unknown, headers = {}) => {
      const answer = await post("look-up", body, headers)
      const { date, "x-request-id": id, ...rest } = Object.fromEntries(answer.headers)
      return JSON.stringify([answer.status, rest, await answer.text()])
    }
    for (const headers of [{}, { cookie: "bec_kiosk=made-up" }, { authorization: "Bearer x" }])
      expect(await seen(right, headers)).toBe(await seen(wrong, headers))
  })

  test("is let in by no code that nobody made, and is soon not listened to any more", async () => {
    await earlyInAMinute()
    const from = { "x-forwarded-for": "203.0.113.9" }
    const statuses = []
    for (let n = 0; n < 12; n++) statuses.push((await post("pair", { code: "00000000" }, from)).status)
    expect(statuses).toEqual([...Array(10).fill(422), 429, 429])
    const code = await pairingCode(db)
    expect((await post("pair", { code }, from)).status).toBe(429)
    expect((await post("pair", { code })).status).toBe(200)
  })

  test("sees the pairing screen and nothing of the centre", async () => {
    const page = await fetch(`${server.url}/kiosk`)
    expect(page.status).toBe(200)
    expect(page.headers.get("cache-control")).toMatch(/no-store/)
    expect(await page.text()).not.toMatch(/publicKey|Kiosk-Main/)
  })
})

describe("a tablet", () => {
  test("keeps a credential that no script can read and no other address is sent", async () => {
    const answer = await post("pair", { code: await pairingCode(db) })
    const [cookie = ""] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/; Path=\/kiosk;/i)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=lax/i)
    expect(await answer.json()).toEqual({})
  })

  test("looks somebody up and checks them in", async () => {
    const call = tablet(await pairByHttp(server.url, db))
    const { people } = await (await call("look-up", right)).json()
    expect(people).toMatchObject([{ firstName: "Wilhelmina", initial: "Z", here: false }])
    const body = { people: [{ ticket: people[0].ticket, key: crypto.randomUUID() }] }
    const done = await (await call("check-in", body)).json()
    expect(done.people).toEqual([{ firstName: "Wilhelmina", outcome: "checked_in" }])
    expect((await call("undo", { ticket: done.undo })).status).toBe(200)
  })

  test("may look up 10 times a minute", async () => {
    const call = tablet(await pairByHttp(server.url, db))
    const statuses: number[] = []
    for (let n = 0; n < 14; n++) statuses.push((await call("look-up", wrong)).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200))
    // The limit slides: where a minute begins between the tries, one or two more may pass.
    expect(statuses.slice(10)).toContain(429)
    const other = tablet(await pairByHttp(server.url, db))
    expect((await other("look-up", wrong)).status).toBe(200)
  })

  test("gets one answer for nobody, for nonsense and for too many", async () => {
    for (const n of [1, 2])
      await adminKey.addClient({ first_name: "Twin", last_name: `T${n}`, phone: "661 555 0190" })
    const call = tablet(await pairByHttp(server.url, db))
    const answers = []
    for (const value of ["6615550189", "garbage", "6615550190", ""])
      answers.push(await (await call("look-up", { way: "phone", value })).text())
    expect(new Set(answers)).toEqual(new Set(['{"people":[]}']))
  })

  test("is refused an altered ticket or another tablet's, and stays paired", async () => {
    const [one, other] = [tablet(await pairByHttp(server.url, db)), tablet(await pairByHttp(server.url, db))]
    const { people } = await (await one("look-up", right)).json()
    const body = (ticket: string) => ({ people: [{ ticket, key: crypto.randomUUID() }] })
    for (const [call, ticket] of [
      [other, people[0].ticket],
      [one, `${people[0].ticket}A`],
      [one, "v1.AAAA"],
    ]) {
      const answer = await call("check-in", body(ticket))
      expect([answer.status, await answer.text()]).toEqual([401, '{"problem":"ticket"}'])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect((await one("check-in", body(people[0].ticket))).status).toBe(200)
    const replayed = await one("check-in", body(people[0].ticket))
    expect(replayed.status).toBe(401)
  })

  test("that was cut off is refused from its next call on, and is told so as often as it asks", async () => {
    const cookie = await pairByHttp(server.url, db, { name: "Lost tablet" })
    const call = tablet(cookie)
    const contact = { build: "1", waiting: 3, clock: Date.now(), battery: { percent: 55, charging: true } }
    expect((await call("contact", contact)).status).toBe(200)
    const [known] = await sql`select waiting, battery_percent from kiosk_devices where name = 'Lost tablet'`
    expect(known).toEqual({ waiting: 3, battery_percent: 55 })
    await sql`update kiosk_devices set revoked_at = now() where name = 'Lost tablet'`
    for (let n = 0; n < 2; n++) {
      const answer = await call("contact", contact)
      expect([answer.status, await answer.text()]).toEqual([401, '{"problem":"revoked"}'])
      // It forgets by that credential: the answer that says so may be lost.
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    const page = await (await fetch(`${server.url}/kiosk`, { headers: { cookie } })).text()
    expect(page).toContain('data-kiosk="revoked"')
    expect(page).not.toMatch(/publicKey/)
  })

  test("that the server does not know is told no more than that, and keeps its credential", async () => {
    const cookie = "bec_kiosk=of-a-tablet-paired-after-the-backup"
    const answer = await tablet(cookie)("contact", { build: "1", waiting: 3, clock: Date.now() })
    expect([answer.status, await answer.text()]).toEqual([401, '{"problem":"unpaired"}'])
    expect(answer.headers.getSetCookie()).toEqual([])
    const page = await fetch(`${server.url}/kiosk`, { headers: { cookie } })
    expect(await page.text()).toContain('data-kiosk="unpaired"')
  })

  test("has no place in the CRM or its API", async () => {
    const cookie = await pairByHttp(server.url, db)
    expect((await fetch(`${server.url}/api/v1/clients`, { headers: { cookie } })).status).toBe(401)
    const page = await fetch(`${server.url}/clients`, { headers: { cookie }, redirect: "manual" })
    expect(page.headers.get("location")).toMatch(/\/login/)
  })

  test("is not asked by another site's page", async () => {
    const cookie = await pairByHttp(server.url, db)
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }])
      expect((await post("look-up", right, { cookie, ...headers })).status).toBe(403)
  })

  test.each(calls)("sending garbage to %s is told so", async (call) => {
    const cookie = call === "pair" ? "" : await pairByHttp(server.url, db)
    for (const body of [{}, [], null, 7, { people: 7 }, { entries: "x" }, { way: null }]) {
      const answer = await post(call, body, { cookie })
      expect(answer.status, JSON.stringify(body)).toBeLessThan(500)
    }
  })
})

test("a user who is signed in is no tablet", async () => {
  const cookie = await signInByHttp(server.url, users.admin.email)
  expect((await post("look-up", right, { cookie })).status).toBe(401)
})

describe("under the kiosk's own name", () => {
  const asOurPage = { "content-type": "application/json", "sec-fetch-site": "same-origin" }
  /** fetch does not let a test say another host. */
  const under = (path: string, method = "GET", headers: Record<string, string> = {}) =>
    new Promise<{ status: number; location?: string }>((done, failed) => {
      const url = new URL(path, server.url)
      const asked = ask(
        url,
        { method, headers: { host: KIOSK_HOST, ...asOurPage, ...headers } },
        (answer) => {
          answer.resume()
          done({ status: answer.statusCode ?? 0, location: answer.headers.location })
        },
      )
      asked.on("error", failed).end(["POST", "PATCH"].includes(method) ? "{}" : undefined)
    })

  const addresses = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(page\.tsx|route\.tsx?)$/.test(file))
    .map((file) => `/${dirname(file)}`.replaceAll(/\/\([^)]*\)/g, "").replaceAll(/\[[^\]]*\]/g, "0"))
    .filter((path) => !/^\/kiosk(\/|$)/.test(path) && path !== "/.")
  let cookie = ""

  beforeAll(async () => {
    cookie = await signInByHttp(server.url, users.admin.email)
  })

  test("there is a kiosk, and the start leads to it", async () => {
    expect(await under("/kiosk")).toMatchObject({ status: 200 })
    expect(await under("/")).toMatchObject({ status: 307, location: `http://${KIOSK_HOST}/kiosk` })
    expect((await under("/kiosk/calls/look-up", "POST")).status).toBe(401)
  })

  test.each([...new Set(addresses)].filter((path) => path !== "" && path !== "/"))(
    "%s is not there, not even for an admin",
    async (path) => {
      // A method that an address never has is Next's own empty 405, there as everywhere.
      const statuses = ["GET", "POST", "PATCH", "DELETE"].map((method) =>
        under(path, method, { cookie, authorization: `Bearer ${keys.admin.key}` }).then(
          ({ status }) => status,
        ),
      )
      expect([404, 405]).toEqual(expect.arrayContaining(await Promise.all(statuses)))
      expect(await Promise.all(statuses)).toContain(404)
    },
  )

  test("nor is it under the same name written otherwise", async () => {
    for (const host of [`${KIOSK_HOST}.`, `${KIOSK_HOST}:80`, KIOSK_HOST.toUpperCase()])
      for (const path of ["/login", "/api/v1/healthz"])
        expect((await under(path, "GET", { host })).status).toBe(404)
  })

  test("no action of the CRM is there", async () => {
    expect((await under("/kiosk", "POST", { cookie, "next-action": "0".repeat(42) })).status).toBe(404)
  })

  test.each(["/_next/image?url=%2Ficon.svg&w=64&q=75", "/favicon.icox", "/robots.txt", "/api", "/live"])(
    "%s is not there",
    async (path) => {
      expect((await under(path)).status).toBe(404)
    },
  )
})

afterAll(() => {
  for (const text of secrets) expect(server.output()).not.toContain(text)
})
