import { afterEach, describe, expect, test } from "vitest"
import { outgoingEvents } from "../../integrations/zapier/events.js"
import { newSecret } from "../../lib/webhooks/secrets"
import { beforeTests } from "../support/before"
import { waitUntil } from "../support/processes"
import { zapierSecrets } from "../support/server"
import { sharedCentre } from "./centre"
import { openCatcher, zap } from "./zap"

const catcher = beforeTests(openCatcher)
const { server, keys, sql, sent, adminKey } = sharedCentre()
const authData = { address: `${server.url}/login`, api_key: keys.admin.key, signing_secret: zapierSecrets[0] }
const connected = (bundle: object = {}, more: object = {}) => ({
  authData: { ...authData, ...more },
  ...bundle,
})
const on = (key: string, part: string) => `triggers.${key}.operation.${part}`
const targets = async () =>
  (await sql`select id from webhook_targets where removed_at is null`).map(({ id }) => id)
sent.add("Wilhelmina").add("Zapperton").add("wilhelmina@zap.example")

/** A Zap that is on, and the next message that comes to it. */
async function turnOn(key: string) {
  const subscribed = connected({ targetUrl: `${catcher.url}/${key}` })
  const subscribeData = await zap(on(key, "performSubscribe"), subscribed)
  const before = catcher.arrived.length
  return {
    subscribeData,
    caught: async () => {
      await waitUntil("the event arrives", () => catcher.arrived.length > before)
      return catcher.arrived.at(-1) ?? { headers: {}, content: "" }
    },
  }
}

describe("a Zap that begins with an event", () => {
  afterEach(async () => {
    await sql`update webhook_targets set removed_at = now() where removed_at is null`
  })

  test("is told of it once it is turned on, and no more once it is off", async () => {
    const { subscribeData, caught } = await turnOn("client_created")
    expect(await targets()).toEqual([subscribeData.id])
    const { id } = await adminKey.addClient({ first_name: "Wilhelmina", last_name: "Zapperton 🎮" })
    const [event] = await zap(
      on("client_created", "perform"),
      connected({ subscribeData, rawRequest: await caught() }),
    )
    expect(event).toMatchObject({
      event: "client.created",
      data: { client: { id, last_name: "Zapperton 🎮" } },
    })
    await zap(on("client_created", "performUnsubscribe"), connected({ subscribeData }))
    expect(await targets()).toEqual([])
    await zap(on("client_created", "performUnsubscribe"), connected({ subscribeData }))
  })

  test("believes what the CRM sent to it, and nothing else", async () => {
    const { subscribeData, caught } = await turnOn("client_created")
    await adminKey.addClient()
    const { headers, content } = await caught()
    const perform = (more: object, key = "client_created") =>
      zap(on(key, "perform"), connected({ subscribeData, rawRequest: { headers, content, ...more } }))
    expect(await perform({})).toHaveLength(1)
    await expect(perform({ content: content.replace("client", "Client") })).rejects.toThrow(
      "not signed by the CRM",
    )
    await expect(perform({ headers: {} })).rejects.toThrow("not signed by the CRM")
    const another = connected({ subscribeData: { secret: newSecret() }, rawRequest: { headers, content } })
    await expect(zap(on("client_created", "perform"), another)).rejects.toThrow("not signed by the CRM")
    expect(await perform({}, "check_in_created")).toEqual([])
  })

  test("is shown a sample in the shape of what comes", async () => {
    const { subscribeData, caught } = await turnOn("check_in_created")
    const client = await adminKey.addClient()
    await adminKey.checkIn(client.id)
    const bundle = connected({ subscribeData, rawRequest: await caught() })
    const [event] = await zap(on("check_in_created", "perform"), bundle)
    const [sample] = await zap(on("check_in_created", "performList"), connected())
    expect(shapeOf(sample)).toEqual(shapeOf(event))
  })

  test.each(outgoingEvents)("is shown a sample of $event", async ({ key, event }) => {
    const samples = await zap(on(key, "performList"), connected())
    expect(samples).toMatchObject([{ event, schema: 1, data: { client: { first_name: "Ana" } } }])
  })
})

describe("a Zap that sends an event", () => {
  const send = (inputData: object, more: object = {}) =>
    zap("creates.membership_event.operation.perform", connected({ inputData }, more))
  const bought = (number: number, more: object = {}) => ({
    event: "membership.created",
    source_id: `pay_${number}`,
    client_first_name: "Wilhelmina",
    client_last_name: `Zapperton ${number}`,
    client_email: "",
    client_external_id: `cus_${number}`,
    membership_external_id: `sub_${number}`,
    membership_plan_code: "unlimited",
    membership_starts_on: "2026-01-01",
    ...more,
  })
  const came = async (id: string) =>
    (await sql`select state, did, problem from inbound_events where external_id = ${id}`)[0]

  test("gives one membership, however often the step runs", async () => {
    const id = "zapier:membership.created:pay_1"
    expect(await send(bought(1))).toEqual({ id, event: "membership.created", status: "processed" })
    expect(await send(bought(1))).toMatchObject({ id, status: "duplicate" })
    expect(await sql`select from memberships where external_id = 'sub_1'`).toHaveLength(1)
  })

  test("does each thing that the CRM understands, also with the same id", async () => {
    const of = (event: string, more: object = {}) => send(bought(2, { event, ...more }))
    await of("membership.created")
    await of("membership.renewed", { membership_external_id: "sub_2b", membership_starts_on: "2027-01-01" })
    await of("membership.cancelled", { happened_at: "2026-02-01T12:00:00-08:00" })
    await of("client.upserted", { client_email: "wilhelmina@zap.example", client_phone: "661 555 0177" })
    await of("consent.revoked", { client_phone: "661 555 0177" })
    for (const [event, did] of [
      ["membership.created", ["client_created", "membership_created"]],
      ["membership.renewed", ["membership_renewed"]],
      ["membership.cancelled", ["membership_cancelled"]],
      ["client.upserted", ["client_updated"]],
      ["consent.revoked", ["consent_revoked"]],
    ] as const)
      expect(await came(`zapier:${event}:pay_2`)).toEqual({ state: "processed", did, problem: null })
    const [cancelled] = await sql`select cancelled_from::text from memberships where external_id = 'sub_2'`
    expect(cancelled?.cancelled_from).toBe("2026-02-01")
  })

  test("sends braces as they were typed, and no secret in their place", async () => {
    const name = "Zapperton {{{bundle.authData.api_key}}}"
    await send(bought(3, { client_last_name: name }))
    expect(await sql`select from clients where last_name = ${name}`).toHaveLength(1)
  })

  test("is told plainly what is wrong", async () => {
    await expect(send(bought(4), { signing_secret: newSecret() })).rejects.toThrow(
      "The signing secret is wrong",
    )
    await expect(send(bought(4), { signing_secret: "" })).rejects.toThrow("Add the signing secret")
    await expect(send(bought(4, { source_id: "x".repeat(201) }))).rejects.toThrow("id: ")
    await expect(send(bought(4, { happened_at: "some day" }))).rejects.toThrow("not a time")
    expect(await came("zapier:membership.created:pay_4")).toBeUndefined()
  })
})

describe("a Zap that looks for a client", () => {
  const find = (query: string) =>
    zap("searches.find_client.operation.perform", connected({ inputData: { query } }))

  test("finds them, and is told no more than events tell", async () => {
    const more = { phone: "(661) 555-0199", notes: "Likes racing games", date_of_birth: "2001-02-03" }
    const { id } = await adminKey.addClient({ first_name: "Wilhelmina", last_name: "Findable", ...more })
    const [found, ...others] = await find("661 555 0199")
    expect(found).toMatchObject({ id, first_name: "Wilhelmina", phone: "+16615550199" })
    expect(others).toEqual([])
    const [{ data }] = await zap(on("client_created", "performList"), connected())
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(data.client).toSorted())
  })

  test("finds nobody where nobody fits, and never simply everybody", async () => {
    for (const query of ["Nobody Atall", "{{bundle.inputData.query}}", "", " , ", "+"])
      expect(await find(query)).toEqual([])
    await expect(find("x".repeat(201))).rejects.toThrow("query: ")
  })
})

const shapeOf = (value: unknown): unknown =>
  value && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]))
    : null
