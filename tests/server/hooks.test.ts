import { createHmac } from "node:crypto"
import { Webhook } from "standardwebhooks"
import { describe, expect, test } from "vitest"
import { hookSignature, keyOf } from "../../lib/webhooks/sign"
import { zapierSecrets } from "../support/server"
import { sharedCentre } from "./centre"

const { server, sql, sent } = sharedCentre()
const [current = "", former = ""] = zapierSecrets
const theirs = new Webhook(keyOf(current).toString("base64"))
let number = 0

const eventOf = (more: object = {}) => ({
  id: `evt_${++number}`,
  event: "membership.created",
  timestamp: new Date().toISOString(),
  data: {
    client: { first_name: "Cordelia", last_name: `Quincewood${number}`, phone: "661 555 0150" },
    membership: { plan_code: "unlimited", starts_on: "2026-01-01", ends_on: "2026-12-31" },
  },
  ...more,
})
const post = async (body: string | Buffer<ArrayBuffer>, headers: Record<string, string>) => {
  const answer = await fetch(`${server.url}/api/v1/hooks/zapier`, { method: "POST", body, headers })
  return { status: answer.status, body: await answer.json() }
}
const byHook = (event: object, secret = current) => {
  const body = JSON.stringify(event)
  return post(body, { "x-hook-signature": hookSignature(secret, Buffer.from(body)) })
}
const standardHeaders = (id: string, body: string, at = new Date()) => ({
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
  "webhook-signature": theirs.sign(id, at, body),
})
const kept = async () => Number((await sql`select count(*) from inbound_events`)[0]?.count)
sent.add("Cordelia").add("Quincewood").add("661 555 0150")

describe("an event that is signed", () => {
  test("by X-Hook-Signature, with the present secret or the one before, is taken", async () => {
    for (const secret of [current, former])
      expect(await byHook(eventOf(), secret)).toEqual({ status: 200, body: { status: "processed" } })
  })

  test("as Zapier's own code would, with plain HMAC, is taken", async () => {
    const body = JSON.stringify(eventOf())
    const hex = createHmac("sha256", keyOf(current)).update(body).digest("hex")
    expect((await post(body, { "x-hook-signature": `sha256=${hex}` })).status).toBe(200)
  })

  test("is read with every digit of its numbers", async () => {
    const id = "12345678901234567"
    const { data, ...event } = eventOf()
    const client = { ...data.client, external_id: "here" }
    const body = JSON.stringify({ ...event, data: { ...data, client } }).replace('"here"', id)
    const signed = { "x-hook-signature": hookSignature(current, Buffer.from(body)) }
    expect((await post(body, signed)).body).toEqual({ status: "processed" })
    expect(await sql`select from clients where external_ids @> ${sql.json({ zapier: [id] })}`).toHaveLength(1)
  })

  test("by the package standardwebhooks is taken, and again is a duplicate", async () => {
    const event = eventOf()
    const body = JSON.stringify(event)
    const headers = standardHeaders(event.id, body)
    expect((await post(body, headers)).body).toEqual({ status: "processed" })
    expect((await post(body, headers)).body).toEqual({ status: "duplicate" })
  })

  test("200 times at once makes one membership", async () => {
    const event = eventOf({ id: "evt_at_once" })
    const before = Number((await sql`select count(*) from memberships`)[0]?.count)
    const answers = await Promise.all(Array.from({ length: 200 }, () => byHook(event)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(answers.filter(({ body }) => body.status === "processed")).toHaveLength(1)
    expect(Number((await sql`select count(*) from memberships`)[0]?.count)).toBe(before + 1)
  })

  test("and cannot be done is answered 200 and waits for somebody", async () => {
    const { id, ...event } = eventOf()
    const data = { ...event.data, membership: { ...event.data.membership, plan_code: "no_such_plan" } }
    expect(await byHook({ ...event, id, data })).toEqual({ status: 200, body: { status: "processed" } })
    const [row] = await sql`select state, problem from inbound_events where external_id = ${id}`
    expect(row).toEqual({ state: "attention", problem: "There is no such plan." })
  })
})

describe("an event is refused and not kept", () => {
  const refused = async (work: Promise<{ status: number }>, status: number) => {
    const before = await kept()
    expect((await work).status).toBe(status)
    expect(await kept()).toBe(before)
  }

  test("without a signature, under another secret, or with one that is wrong beside one that is right", async () => {
    const event = eventOf()
    const body = JSON.stringify(event)
    await refused(post(body, {}), 401)
    await refused(byHook(event, "another secret that nobody has here"), 401)
    await refused(post(body, { ...standardHeaders(event.id, body), "x-hook-signature": "sha256=00" }), 401)
  })

  test("6 minutes after it was signed, or before", async () => {
    for (const minutes of [-6, 6]) {
      const at = new Date(Date.now() + minutes * 60_000)
      const event = eventOf({ timestamp: at.toISOString() })
      const body = JSON.stringify(event)
      await refused(byHook(event), 401)
      await refused(post(body, standardHeaders(event.id, body, at)), 401)
    }
  })

  test("with one byte changed, in the body, the id, the time or the signature", async () => {
    const event = eventOf()
    const body = JSON.stringify(event)
    const headers = standardHeaders(event.id, body)
    await refused(post(body.replace("Cordelia", "Cordelja"), headers), 401)
    for (const name of Object.keys(headers) as (keyof typeof headers)[]) {
      const value = headers[name]
      const changed = value.slice(0, -3) + (value.at(-3) === "1" ? "2" : "1") + value.slice(-2)
      await refused(post(body, { ...headers, [name]: changed }), 401)
    }
  })

  test("that says another id in its body than in its header", async () => {
    const body = JSON.stringify(eventOf())
    await refused(post(body, standardHeaders("evt_other", body)), 422)
  })

  test("that is signed and is no event", async () => {
    for (const wrong of [
      {},
      { ...eventOf(), event: "client.deleted" },
      { ...eventOf(), data: 7 },
      { ...eventOf(), timestamp: "soon" },
      { ...eventOf(), data: { client: { notes: "nothing\u0000" } } },
      { ...eventOf(), data: { client: { "half\ud800": "a character" } } },
      { ...eventOf(), data: { deep: Array.from({ length: 60 }).reduce((inner) => [inner], 1) } },
    ])
      await refused(byHook(wrong), 422)
    for (const text of ["", "[]", "not json", '"text"', "\u0000"]) {
      const body = Buffer.from(text)
      await refused(post(body, { "x-hook-signature": hookSignature(current, body) }), 400)
    }
  })

  test("that is larger than 256 kB", async () => {
    const body = Buffer.alloc(256 * 1024 + 1, 32)
    await refused(post(body, { "x-hook-signature": hookSignature(current, body) }), 413)
  })
})
