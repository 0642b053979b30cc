import { expect, test } from "vitest"
import * as zapier from "zapier-platform-core"
import app from "../../integrations/zapier/index.js"
import { newSecret } from "../../lib/webhooks/secrets"
import { beforeTests } from "../support/before"
import { zapierSecrets } from "../support/server"
import { sharedCentre } from "./centre"
import { openCatcher, zap } from "./zap"

const catcher = beforeTests(openCatcher)
const { server, keys, sql, sent, adminKey } = sharedCentre()
const authData = { address: server.url, api_key: keys.admin.key, signing_secret: zapierSecrets[0] }
const connect = (more: object = {}) => zap("authentication.test", { authData: { ...authData, ...more } })
sent.add("Philippa").add("Loghurst")

test("a connection is tested without leaving anything behind, and named after the address", async () => {
  const host = new URL(server.url).host
  for (const signing_secret of [...zapierSecrets, undefined])
    expect(await connect({ signing_secret })).toEqual({ host })
  expect(await sql`select from inbound_events`).toEqual([])
  expect(app.authentication?.connectionLabel).toBe("{{bundle.inputData.host}}")
})

test.each([
  ["a wrong key", { api_key: "bec_wrong" }, "ExpiredAuthError", "The API key is not valid"],
  [
    "a key of the front desk",
    () => ({ api_key: keys.staff.key }),
    "AppError",
    "This needs an admin's API key",
  ],
  ["a wrong secret", { signing_secret: newSecret() }, "ExpiredAuthError", "The signing secret is wrong"],
  [
    "an address without https",
    { address: "http://crm.example.org" },
    "AppError",
    "Enter the address of the CRM as https",
  ],
  ["no address", { address: "the desk" }, "AppError", "Enter the address of the CRM as https"],
  ["nobody at the address", { address: "http://localhost:1" }, "AppError", "The CRM cannot be reached"],
  [
    "something else at the address",
    () => ({ address: catcher.url }),
    "AppError",
    "What answers at this address is not the CRM",
  ],
])("%s is told plainly", async (_, more, name, message) => {
  const error = await connect(typeof more === "function" ? more() : more).catch((thrown: Error) => thrown)
  expect(error.name).toBe(name)
  expect(error.message).toContain(message)
})

test("neither a secret, nor who was found, is written into Zapier's log", async () => {
  // It is exported, but the package's types do not tell.
  const { createAppHandler } = zapier as unknown as Record<"createAppHandler", (app: object) => Handler>
  const logged: unknown[] = []
  const customLogger = (message: string, data: object) => logged.push(message, data)
  const run = (method: string, bundle: object) =>
    createAppHandler(app)({ command: "execute", method, bundle: { authData, ...bundle }, customLogger })
  await adminKey.addClient({ first_name: "Philippa", last_name: "Loghurst" })
  const { results } = await run("triggers.client_created.operation.performSubscribe", {
    targetUrl: catcher.url,
  })
  await run("triggers.client_created.operation.performUnsubscribe", { subscribeData: results })
  await run("searches.find_client.operation.perform", { inputData: { query: "philippa" } })
  await run("authentication.test", {})
  const log = JSON.stringify(logged)
  expect(log).toContain("/api/v1/webhooks/subscriptions")
  for (const secret of [results.secret, authData.api_key, authData.signing_secret, "Loghurst"])
    expect(log).not.toContain(secret)
})
type Handler = (event: object) => Promise<{ results: { secret: string } }>

test("a CRM that is asked too often is asked again when it says", async () => {
  const errors: Error[] = []
  while (errors.at(-1)?.name !== "ThrottledError" && errors.length < 50)
    errors.push(await connect({ api_key: "bec_wrong" }).catch((thrown: Error) => thrown))
  const { delay } = JSON.parse(errors.at(-1)?.message ?? "{}")
  expect(delay).toBeGreaterThan(0)
})
