import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import * as zapier from "zapier-platform-core"
import { outgoingEvents } from "../../integrations/zapier/events.js"
import app from "../../integrations/zapier/index.js"
import { dataOf, takenEvents } from "../../integrations/zapier/membership-fields.js"
import { isSigned, signedHeaders } from "../../integrations/zapier/signing.js"
import { outgoingTypes } from "../../lib/events"
import { inboundFields, inboundTypes } from "../../lib/webhooks/schema"
import { newSecret } from "../../lib/webhooks/secrets"
import { signedHeaders as signedByUs, vouchedFor } from "../../lib/webhooks/sign"

const now = new Date("2026-11-25T18:00:00Z")
const body = '{"id":"evt_1","name":"Zoë 🎮"}'

/** What `zapier validate` finds wrong with an app. */
async function faultsOf(described: object) {
  // It is exported, but the package's types do not tell.
  const { createAppHandler } = zapier as unknown as Record<"createAppHandler", (app: object) => Handler>
  return (await createAppHandler(described)({ command: "validate", calledFromCli: true })).results
}
type Handler = (event: object) => Promise<{ results: unknown[] }>

test("Zapier takes the app as it is described", async () => {
  expect(await faultsOf(app)).toEqual([])
  expect(await faultsOf({ ...app, version: undefined })).not.toEqual([])
})

test("there is one trigger for each event that the CRM tells of", () => {
  expect(outgoingEvents.map(({ event }) => event).toSorted()).toEqual([...outgoingTypes].toSorted())
  expect(Object.keys(app.triggers).toSorted()).toEqual(outgoingEvents.map(({ key }) => key).toSorted())
  expect(new Set(outgoingEvents.map(({ label }) => label)).size).toBe(outgoingEvents.length)
})

test("the action sends the events that the CRM takes, with all that it reads of them", () => {
  expect(Object.keys(takenEvents).toSorted()).toEqual([...inboundTypes].toSorted())
  const given = Object.entries(inboundFields).flatMap(([part, fields]) =>
    Object.keys(fields).map((name) => [`${part}_${name}`, name]),
  )
  const data = dataOf("membership.created", Object.fromEntries(given))
  for (const [part, fields] of Object.entries(inboundFields))
    expect(Object.keys(data[part] ?? {}).toSorted()).toEqual(Object.keys(fields).toSorted())
})

test("what is left empty is left out, and so is what belongs to another event", () => {
  const given = { client_phone: "555", client_email: " ", membership_plan_code: "unlimited" }
  expect(dataOf("consent.revoked", given)).toEqual({ client: { phone: "555" } })
})

test.each([newSecret(), "a secret that is text"])("the CRM accepts what the app signs with %s", (secret) => {
  const headers = new Headers(signedHeaders(` ${secret}\n`, "evt_1", body, now))
  expect(vouchedFor(headers, Buffer.from(body), [secret], now)).toMatchObject({
    scheme: "standard",
    id: "evt_1",
  })
})

test("the app believes what the CRM signed, whichever way Zapier writes the headers", () => {
  const [secret, former] = [newSecret(), newSecret()]
  const headers = signedByUs([secret, former], "evt_1", now, Buffer.from(body))
  const asZapierHas = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      `Http-${name.replace(/\b[a-z]/g, (a) => a.toUpperCase())}`,
      value,
    ]),
  )
  expect(Object.keys(asZapierHas)).toContain("Http-Webhook-Signature")
  for (const either of [headers, asZapierHas])
    for (const known of [secret, former])
      expect(isSigned(known, { headers: either, content: body }, now)).toBe(true)
})

test("the app believes nothing that was changed, is old, or was signed by somebody else", () => {
  const secret = newSecret()
  const headers = signedByUs([secret], "evt_1", now, Buffer.from(body))
  const without = (name: string) =>
    Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
  const later = new Date(now.getTime() + 25 * 3_600_000)
  const content = body
  expect(isSigned(secret, { headers, content }, now)).toBe(true)
  for (const wrong of [
    isSigned(newSecret(), { headers, content }, now),
    isSigned("", { headers: signedByUs([""], "evt_1", now, Buffer.from(body)), content }, now),
    isSigned(secret, { headers, content: `${body} ` }, now),
    isSigned(secret, { headers }, now),
    isSigned(secret, { content }, now),
    isSigned(secret, { headers, content }, later),
    isSigned(secret, { headers: { ...headers, "webhook-id": "evt_2" }, content }, now),
    isSigned(secret, { headers: { ...headers, "webhook-timestamp": "soon" }, content }, now),
    ...["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
      isSigned(secret, { headers: without(name), content }, now),
    ),
  ])
    expect(wrong).toBe(false)
})

test("what is pushed to Zapier is built on the version that is tested here", () => {
  const [own, root] = ["integrations/zapier/package.json", "package.json"].map((path) =>
    JSON.parse(readFileSync(path, "utf8")),
  )
  expect(own.dependencies).toEqual({ "zapier-platform-core": root.devDependencies["zapier-platform-core"] })
})
