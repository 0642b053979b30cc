import { Webhook } from "standardwebhooks"
import { beforeEach, describe, expect, onTestFinished, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { updateClient } from "../../../lib/clients/update"
import { enroll } from "../../../lib/memberships/enroll"
import { deliverNext } from "../../../lib/webhooks/deliver"
import { dispatchOutbox, redactOld } from "../../../lib/webhooks/dispatch"
import { getDelivery, listDeliveries, listTargets } from "../../../lib/webhooks/list-deliveries"
import { repeatDelivery, repeatPeriod } from "../../../lib/webhooks/repeat"
import { keyOf } from "../../../lib/webhooks/sign"
import { subscribe, unsubscribe } from "../../../lib/webhooks/subscriptions"
import {
  addTarget,
  keepTargetOfSetting,
  removeTarget,
  rotateSecret,
  sendTest,
  switchTarget,
  updateTarget,
} from "../../../lib/webhooks/targets"
import { webhookTrouble } from "../../../lib/webhooks/trouble"
import { beforeTests } from "../../support/before"
import { addClient, day, inMinutes, now, openCentre, today } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { openReceiver, type Receiver } from "../../support/receiver"

const centre = openCentre()
const { sql } = centre
const receiver = beforeTests(() => openReceiver())
const ok: Receiver["behaviour"]["answer"] = (response) => response.end()
const admin = centre.admin()
const at = (minutes: number) => centre.system({ now: inMinutes(minutes) })
const allowed = { privateTargets: true, patienceMs: 300 }

beforeEach(async () => {
  await sql`truncate deliveries, delivery_tries, outbox, webhook_targets cascade`
  receiver.arrived.length = 0
  receiver.behaviour.answer = ok
})

const target = (types: string[] | null = null, url = receiver.url) =>
  addTarget(admin, { name: "Zap", url, types: types as never })
/** Everything that is due, until nothing is. */
async function deliverAll(minutes = 0) {
  while ((await dispatchOutbox(at(minutes), {})) > 0);
  while (await deliverNext(at(minutes), allowed));
}
const bodies = () => receiver.arrived.map(({ body }) => JSON.parse(body))
const only = async () => {
  const { rows } = await listDeliveries(admin, {})
  expect(rows).toHaveLength(1)
  return await getDelivery(admin, { id: String(rows[0]?.id) })
}
const answerBy = (status: number, headers: Record<string, string> = {}) => {
  receiver.behaviour.answer = (response) => response.writeHead(status, headers).end("as told")
}
const misbehaveBy = (answer: typeof ok) => {
  receiver.behaviour.answer = answer
}

test.each(["target", "subscription"])("a %s is ended while something is on its way to it", async (kind) => {
  const { id } =
    kind === "target"
      ? await target()
      : await subscribe(admin, { targetUrl: receiver.url, event: "client.created" })
  let ending: Promise<unknown> = Promise.resolve()
  misbehaveBy(async (response) => {
    ending = kind === "target" ? removeTarget(admin, { id }) : unsubscribe(admin, { id })
    await waitUntil(
      "who ends it waits for the delivery",
      async () => (await sql`select from pg_locks where not granted`).length > 0,
    )
    response.end()
  })
  await addClient(centre)
  await dispatchOutbox(at(0), {})
  await deliverNext(at(0), { ...allowed, patienceMs: 10_000 })
  await ending
  expect(await sql`select state from deliveries`).toEqual([{ state: "delivered" }])
  expect(await sql`select from webhook_targets where removed_at is null`).toHaveLength(0)
})

describe("what happens goes out", () => {
  test("whole, signed, and telling no more of a client than who they are", async () => {
    const { secret } = await target()
    const { id: clientId } = await addClient(centre, {
      firstName: "Ivy",
      lastName: "Park",
      phone: "661 555 0180",
      uciNumber: "7000009",
      serviceCoordinator: "Kim Park",
      notes: "Nothing of this",
      language: "es",
    })
    await enroll(admin, { clientId, planCode: "unlimited", startsOn: today, endsOn: day(30) })
    await checkIn(centre.staff(), { clientId, idempotencyKey: "hook", station: "Front Desk" })
    await updateClient(admin, { id: clientId, changes: { notes: "Still nothing" } })
    await deliverAll()
    const client = {
      id: clientId,
      first_name: "Ivy",
      last_name: "Park",
      email: null,
      phone: "+16615550180",
      language: "es",
      external_ids: {},
    }
    expect(bodies().toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { event: "client.created", schema: 1, timestamp: now.toISOString(), data: { client } },
      {
        event: "membership.created",
        data: { client, membership: { plan_code: "unlimited", starts_on: today } },
      },
      { event: "check_in.created", data: { client, check_in: { method: "staff", station: "Front Desk" } } },
      { event: "client.updated", data: { client, changed: ["notes"] } },
    ])
    for (const { body, headers } of receiver.arrived) {
      expect(body).not.toMatch(/7000009|Kim Park|othing/)
      const names = { "webhook-id": "", "webhook-timestamp": "", "webhook-signature": "" }
      const sent = Object.fromEntries(Object.keys(names).map((name) => [name, String(headers[name])]))
      expect(sent["webhook-id"]).toBe(JSON.parse(body).id)
      expect(new Webhook(keyOf(secret).toString("base64")).sign(String(sent["webhook-id"]), now, body)).toBe(
        sent["webhook-signature"],
      )
      expect(headers["x-hook-signature"]).toMatch(/^sha256=[0-9a-f]{64}$/)
    }
  })

  test("only to targets that want it, and to none when there is none", async () => {
    await addClient(centre)
    expect(await sql`select from outbox`).toHaveLength(0)
    await target(["membership.created"])
    await addClient(centre)
    expect(await sql`select from outbox`).toHaveLength(1)
    await deliverAll()
    expect(receiver.arrived).toHaveLength(0)
    expect(await sql`select from outbox`).toHaveLength(0)
  })

  test("never when the change was not committed", async () => {
    await target()
    await expect(
      centre.db.transaction(async (db) => {
        await addClient(centre, {}, { db })
        throw new Error("changed my mind")
      }),
    ).rejects.toThrow("changed my mind")
    await deliverAll()
    expect(receiver.arrived).toHaveLength(0)
  })

  test("once to each target, by however many workers at once", async () => {
    await target()
    await target(["client.created"])
    for (let n = 0; n < 40; n++) await addClient(centre)
    await Promise.all(Array.from({ length: 4 }, () => deliverAll()))
    await deliverAll()
    const ids = receiver.arrived.map(({ headers }) => headers["webhook-id"])
    expect(ids).toHaveLength(80)
    expect(new Set(ids).size).toBe(40)
  })
})

describe("a receiver", () => {
  beforeEach(async () => {
    await target()
    await addClient(centre)
  })

  test.each([
    ["answers 500", () => answerBy(500), { status: 500, answer: "as told", fault: null }],
    ["redirects", () => answerBy(302, { location: receiver.url }), { status: 302, fault: null }],
    ["hangs", () => misbehaveBy(() => {}), { status: null, fault: "timeout" }],
    ["hangs up", () => misbehaveBy((response) => response.destroy()), { status: null, fault: "unreachable" }],
  ])("that %s gets the same again, 5 seconds later", async (_, misbehave, came) => {
    misbehave()
    await deliverAll()
    const first = await only()
    expect(first).toMatchObject({ state: "waiting", tries: 1, all: [came] })
    expect(first.nextTryAt.getTime()).toBeGreaterThanOrEqual(now.getTime() + 5000)
    receiver.behaviour.answer = ok
    await deliverAll()
    expect(receiver.arrived).toHaveLength(1)
    await deliverAll(1)
    expect(await only()).toMatchObject({ state: "delivered", tries: 2 })
    const [one, other] = receiver.arrived
    expect(other?.body).toBe(one?.body)
    expect(other?.headers["webhook-id"]).toBe(one?.headers["webhook-id"])
  })

  test("that asks for time gets it", async () => {
    answerBy(429, { "retry-after": "600" })
    await deliverAll()
    expect((await only()).nextTryAt.getTime()).toBeGreaterThanOrEqual(now.getTime() + 600_000)
  })

  test("that says it is gone gets nothing any more", async () => {
    answerBy(410)
    await deliverAll()
    expect(await only()).toMatchObject({ state: "dead", tries: 1 })
    expect(await listTargets(admin, {})).toMatchObject([{ offBecause: "gone", dead: 1 }])
    expect((await webhookTrouble(admin, {})).off).toEqual([{ name: "Zap", because: "gone" }])
    await addClient(centre)
    await deliverAll(1)
    expect(receiver.arrived).toHaveLength(1)
  })

  test("that was switched off gets what happened meanwhile once it is on again, but nothing older than 30 days", async () => {
    const [{ id = "" } = {}] = await listTargets(admin, {})
    await switchTarget(admin, { id, on: false })
    await deliverAll()
    await addClient(centre, { firstName: "Later" }, { now: inMinutes(20 * 24 * 60) })
    await deliverAll(20 * 24 * 60)
    await redactOld(at(40 * 24 * 60), {})
    expect(receiver.arrived).toHaveLength(0)
    await switchTarget(admin, { id, on: true })
    await deliverAll(40 * 24 * 60)
    expect(bodies().map(({ data }) => data.client.first_name)).toEqual(["Later"])
  })

  test("that subscribed and says it is gone is subscribed no more", async () => {
    await subscribe(centre.adminKey(), { targetUrl: receiver.url, event: "client.created" })
    await sql`update webhook_targets set removed_at = now() where source = 'page'`
    await addClient(centre)
    answerBy(410)
    await deliverAll()
    expect(await listTargets(admin, {})).toEqual([])
    await addClient(centre)
    expect(await sql`select from outbox`).toHaveLength(0)
  })

  test("at which nothing arrives is tried ten times, then it is given up, and sent again when somebody says so", async () => {
    answerBy(500)
    let minutes = 0
    for (let n = 0; n < 12; n++) {
      await deliverAll(minutes)
      minutes += 27 * 60
      await sql`update webhook_targets set failing_since = null`
    }
    const given = await only()
    expect(given).toMatchObject({ state: "dead", tries: 10 })
    expect(given.all).toHaveLength(10)
    receiver.behaviour.answer = ok
    await repeatDelivery(centre.admin({ now: inMinutes(minutes) }), { id: given.id })
    await deliverAll(minutes)
    expect(await only()).toMatchObject({ state: "delivered" })
    expect(new Set(receiver.arrived.map(({ body }) => body)).size).toBe(1)
  })

  test("at which nothing arrives for 5 days is switched off, and goes on where it was once it is on again", async () => {
    answerBy(500)
    await deliverAll()
    await addClient(centre)
    await deliverAll(5 * 24 * 60 + 1)
    const [off] = await listTargets(admin, {})
    expect(off).toMatchObject({ offBecause: "failing", waiting: 2 })
    receiver.behaviour.answer = ok
    await deliverAll(6 * 24 * 60)
    expect(receiver.arrived.length).toBeLessThan(4)
    await switchTarget(admin, { id: String(off?.id), on: true })
    await deliverAll(7 * 24 * 60)
    expect(await listTargets(admin, {})).toMatchObject([{ offBecause: null, failingSince: null, waiting: 0 }])
  })

  test("at which nothing arrives holds nobody else up", async () => {
    misbehaveBy(() => {})
    for (let n = 0; n < 3; n++) await addClient(centre)
    await dispatchOutbox(at(0), {})
    await deliverNext(at(0), allowed)
    const other = await openReceiver()
    onTestFinished(other.close)
    await addTarget(admin, { name: "Other", url: other.url })
    await addClient(centre)
    await dispatchOutbox(at(0), {})
    while (await deliverNext(at(0), { ...allowed, targets: "working" }));
    expect([receiver.arrived.length, other.arrived.length]).toEqual([1, 1])
    misbehaveBy(ok)
    await deliverAll(1)
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(5)
  })

  test("on a private address gets nothing unless that is allowed", async () => {
    await dispatchOutbox(at(0), {})
    await deliverNext(at(0), {})
    expect(receiver.arrived).toHaveLength(0)
    expect(await only()).toMatchObject({ state: "waiting", all: [{ fault: "private_address" }] })
  })

  test("whose secret cannot be read holds no other up, and is told as failing until it has another", async () => {
    await sql`update webhook_targets set sealed_secret = 'v1.of another key'`
    const { id } = await addTarget(admin, { name: "Behind it", url: receiver.url })
    await addClient(centre)
    await deliverAll()
    expect(receiver.arrived).toHaveLength(2)
    const [behind, broken] = await listTargets(admin, {})
    expect(behind).toMatchObject({ id, waiting: 0, failingSince: null })
    expect(broken).toMatchObject({ waiting: 2, failingSince: now })
    await rotateSecret(admin, { id: String(broken?.id) })
    await deliverAll(24 * 60 - 1)
    expect(receiver.arrived).toHaveLength(4)
    expect(await listTargets(admin, {})).toMatchObject([{ waiting: 0 }, { waiting: 0, failingSince: null }])
  })

  test("gets nothing in the mode of developers", async () => {
    await dispatchOutbox(at(0), {})
    await deliverNext(at(0), { mode: "dev_log" })
    expect(receiver.arrived).toHaveLength(0)
    expect(await only()).toMatchObject({ state: "delivered", all: [{ fault: "dev_log" }] })
  })
})

describe("a target", () => {
  test("gets a test at once, also when it wants no events, and nothing of anybody", async () => {
    const { id } = await target(["check_in.created"])
    await sendTest(admin, { id })
    await deliverAll()
    expect(bodies()).toMatchObject([{ event: "test", data: { message: "A test of BEC CRM" } }])
  })

  test("whose secret changes gets both signatures for a day", async () => {
    const { id, secret: former } = await target()
    const { secret } = await rotateSecret(admin, { id })
    expect(secret).not.toBe(former)
    const signatures = async (minutes: number) => {
      await sendTest(centre.admin({ now: inMinutes(minutes) }), { id })
      await deliverAll(minutes)
      return String(receiver.arrived.at(-1)?.headers["webhook-signature"]).split(" ").length
    }
    expect(await signatures(0)).toBe(2)
    expect(await signatures(24 * 60 - 1)).toBe(2)
    expect(await signatures(24 * 60 + 1)).toBe(1)
  })

  test("is changed, switched off and removed; what waits for a removed one is given up", async () => {
    const { id } = await target()
    await updateTarget(admin, { id, name: "Payments", types: ["client.created"] })
    await switchTarget(admin, { id, on: false })
    expect(await listTargets(admin, {})).toMatchObject([{ name: "Payments", offBecause: "hand" }])
    await switchTarget(admin, { id, on: true })
    await addClient(centre)
    await dispatchOutbox(at(0), {})
    await removeTarget(admin, { id })
    await deliverAll()
    expect(receiver.arrived).toHaveLength(0)
    expect(await only()).toMatchObject({ state: "dead", removed: true })
    for (const again of [removeTarget, sendTest, rotateSecret])
      await expect(again(admin, { id })).rejects.toMatchObject({ kind: "not_found" })
  })

  test.each(["", "zapier.com/hook", "ftp://example.org", "javascript:alert(1)"])(
    "at %j is refused",
    async (url) => {
      await expect(target(null, url)).rejects.toMatchObject({ kind: "invalid" })
    },
  )

  test("of the settings is made once, follows them, and goes with them", async () => {
    const keep = (url: string | null) =>
      keepTargetOfSetting(at(0), { url, secret: "seven green kettles hum again" })
    await Promise.all([keep(receiver.url), keep(receiver.url), keep(receiver.url)])
    const [made, ...others] = await listTargets(admin, {})
    expect([made?.url, others]).toEqual([receiver.url, []])
    await keep("https://hooks.example.org/2")
    expect(await listTargets(admin, {})).toMatchObject([{ id: made?.id, url: "https://hooks.example.org/2" }])
    await keep(null)
    expect(await listTargets(admin, {})).toEqual([])
  })

  test("of the settings is switched and tested here, but changed and removed only there", async () => {
    await keepTargetOfSetting(at(0), { url: receiver.url, secret: "seven green kettles hum again" })
    const [before] = await listTargets(admin, {})
    const id = String(before?.id)
    const refused = [
      () => updateTarget(admin, { id, name: "Another" }),
      () => rotateSecret(admin, { id }),
      () => removeTarget(admin, { id }),
    ]
    const message = expect.stringContaining("ZAPIER_CATCH_HOOK_URL")
    for (const change of refused) await expect(change()).rejects.toMatchObject({ kind: "conflict", message })
    expect(await listTargets(admin, {})).toEqual([before])
    await switchTarget(admin, { id, on: false })
    await switchTarget(admin, { id, on: true })
    await sendTest(admin, { id })
    await deliverAll()
    expect(String(receiver.arrived[0]?.headers["webhook-signature"]).split(" ")).toHaveLength(1)
  })
})

test("everything of a period is sent again", async () => {
  const { id } = await target()
  for (const _ of [1, 2, 3]) await addClient(centre)
  await deliverAll()
  expect(await repeatPeriod(admin, { targetId: id, from: day(-7), to: day(-1) })).toEqual({ repeated: 0 })
  expect(await repeatPeriod(admin, { targetId: id, from: today, to: today })).toEqual({ repeated: 3 })
  await deliverAll()
  expect(receiver.arrived).toHaveLength(6)
  await expect(repeatPeriod(admin, { targetId: id, from: today, to: day(-1) })).rejects.toMatchObject({
    kind: "invalid",
  })
})

test("after 30 days what was said is forgotten, and can no longer be sent again", async () => {
  await target()
  await addClient(centre, { firstName: "Forgettable" })
  await deliverAll()
  await redactOld(at(29 * 24 * 60), {})
  expect((await only()).body).toContain("Forgettable")
  await redactOld(at(31 * 24 * 60), {})
  const { id, body } = await only()
  expect(body).toBeNull()
  await expect(repeatDelivery(admin, { id })).rejects.toMatchObject({ kind: "conflict" })
})
