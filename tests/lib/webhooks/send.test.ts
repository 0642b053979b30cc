import dns from "node:dns"
import { createServer, type RequestListener } from "node:http"
import { syncBuiltinESMExports } from "node:module"
import type { AddressInfo } from "node:net"
import fc from "fast-check"
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest"
import { isPublic, publicLookup } from "../../../lib/webhooks/public-address"
import { MOST_TRIES, nextTry } from "../../../lib/webhooks/retries"
import { send } from "../../../lib/webhooks/send"

type LookedUp = (error: null, found: { address: string; family: number }[]) => void

const servers: { close: () => void; closeAllConnections: () => void }[] = []
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

async function receiver(answer: RequestListener) {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

const message = (url: string) => ({
  url,
  body: Buffer.from('{"id":"evt_1"}'),
  headers: { "webhook-id": "evt_1" },
})
const allowed = { privateTargets: true, patienceMs: 400 }

describe("a message", () => {
  test("arrives byte for byte, with its headers", async () => {
    let seen: unknown
    const url = await receiver((request, response) => {
      request.on("data", (body) => {
        const { "webhook-id": id, "user-agent": agent, "content-type": type } = request.headers
        seen = { body: String(body), id, agent, type, method: request.method }
        response.writeHead(202).end("thanks")
      })
    })
    expect(await send(message(url), allowed)).toEqual({ status: 202, answer: "thanks", retryAfter: null })
    const type = "application/json"
    expect(seen).toEqual({ body: '{"id":"evt_1"}', id: "evt_1", agent: "BEC-CRM/1.0", type, method: "POST" })
  })

  test("is not sent on where a receiver points elsewhere", async () => {
    let asked = 0
    const elsewhere = await receiver((_, response) => {
      asked++
      response.end()
    })
    const url = await receiver((_, response) => response.writeHead(307, { location: elsewhere }).end())
    expect(await send(message(url), allowed)).toMatchObject({ status: 307 })
    expect(asked).toBe(0)
  })

  test("keeps 4 kB of an answer, however long, and of one that never ends", async () => {
    const long = await receiver((_, response) => response.end("x".repeat(1_000_000)))
    expect(await send(message(long), allowed)).toMatchObject({ status: 200, answer: "x".repeat(4096) })
    const endless = await receiver((_, response) => {
      const timer = setInterval(() => response.write("y".repeat(1000)), 5)
      response.on("close", () => clearInterval(timer))
    })
    expect(await send(message(endless), allowed)).toMatchObject({ status: 200, answer: "y".repeat(4096) })
  })

  test("is given up where the receiver does not answer, drips, hangs up, or is not there", async () => {
    const silent = await receiver(() => {})
    expect(await send(message(silent), allowed)).toEqual({ status: null, fault: "timeout" })
    const dripping = await receiver((_, response) => {
      const timer = setInterval(() => response.write("."), 50)
      response.on("close", () => clearInterval(timer))
    })
    expect(await send(message(dripping), allowed)).toEqual({ status: null, fault: "timeout" })
    const rude = await receiver((request) => request.socket.destroy())
    expect(await send(message(rude), allowed)).toEqual({ status: null, fault: "unreachable" })
    expect(await send(message("http://127.0.0.1:1/"), allowed)).toEqual({
      status: null,
      fault: "unreachable",
    })
    for (const url of ["", "no address", "ftp://example.org/", "file:///etc/passwd"])
      expect(await send(message(url), allowed)).toEqual({ status: null, fault: "bad_address" })
  })

  test("survives an answer that is not text", async () => {
    const url = await receiver((_, response) => response.end(Buffer.from([0, 255, 254, 0xd8, 0])))
    const sent = await send(message(url), allowed)
    expect(JSON.stringify(sent)).not.toMatch(/\\u0000|\0/)
  })
})

describe("a target that is not on the Internet is refused:", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd12:3456::1]/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://user:password@localhost/",
  ])("%s", async (url) => {
    let asked = 0
    await receiver(() => asked++)
    expect(await send(message(url), { patienceMs: 2000 })).toEqual({ status: null, fault: "private_address" })
    expect(asked).toBe(0)
  })

  test("a name of which only one address is private", async () => {
    const lookedUp = (...addresses: string[]) => {
      const found = addresses.map((address) => ({ address, family: 4 }))
      const stub = vi
        .spyOn(dns, "lookup")
        .mockImplementation(((_: string, __: object, done: LookedUp) => done(null, found)) as never)
      syncBuiltinESMExports()
      onTestFinished(() => {
        stub.mockRestore()
        syncBuiltinESMExports()
      })
      return new Promise((done) =>
        publicLookup("hook.example", { all: true }, (error, all) => done(error?.name ?? all)),
      )
    }
    expect(await lookedUp("8.8.8.8", "1.1.1.1")).toHaveLength(2)
    for (const addresses of [
      ["8.8.8.8", "10.0.0.7"],
      ["127.0.0.1", "8.8.8.8"],
    ])
      expect(await lookedUp(...addresses)).toBe("PrivateAddress")
  })

  test("addresses of the Internet are not", () => {
    for (const address of ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
      expect(isPublic(address), address).toBe(true)
    for (const address of ["", "example.org", "8.8.8", "8.8.8.8.8"])
      expect(isPublic(address), address).toBe(false)
  })
})

describe("a delivery that failed is tried again", () => {
  const now = new Date("2026-11-25T18:00:00Z")
  const secondsAfter = (tries: number, retryAfter: string | null = null, random = 0) => {
    const next = nextTry(tries, now, retryAfter, random)
    return next && (next.getTime() - now.getTime()) / 1000
  }

  test("after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, and then no more", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tries) => secondsAfter(tries))).toEqual([
      5,
      300,
      1800,
      7200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      null,
    ])
    expect(MOST_TRIES).toBe(10)
  })

  test("not before the receiver asked for, in seconds or as a date, but within a day", () => {
    expect(secondsAfter(1, "60")).toBe(60)
    expect(secondsAfter(1, "Wed, 25 Nov 2026 18:02:00 GMT")).toBe(120)
    expect(secondsAfter(2, "60")).toBe(300)
    expect(secondsAfter(1, "999999999")).toBe(86_400)
    for (const nonsense of ["", "soon", "-5", "Wed, 25 Nov 2020 18:02:00 GMT"])
      expect(secondsAfter(1, nonsense)).toBe(5)
  })

  test("up to a tenth later, never earlier", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, random) => {
          const [earliest, chosen] = [Number(secondsAfter(tries)), Number(secondsAfter(tries, null, random))]
          expect(chosen).toBeGreaterThanOrEqual(earliest)
          expect(chosen).toBeLessThanOrEqual(earliest * 1.1 + 0.001)
        },
      ),
    )
  })
})
