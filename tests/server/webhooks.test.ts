import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { keyOf } from "../../lib/webhooks/sign"
import { beforeTests } from "../support/before"
import { waitUntil } from "../support/processes"
import { openReceiver } from "../support/receiver"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"

const receiver = beforeTests(() => openReceiver())
const { adminKey, staffKey, visitor, sql } = sharedCentre()
const since = (event: string) => receiver.arrived.filter(({ body }) => JSON.parse(body).event === event)

test("a program subscribes, is told of what happens, signed, and no more once it unsubscribed", async () => {
  const { status, body } = await adminKey.post("/webhooks/subscriptions", {
    target_url: receiver.url,
    event: "client.created",
  })
  expect(status).toBe(201)
  const client = await adminKey.addClient({ first_name: "Ottoline", last_name: "Underhook" })
  await waitUntil("the event arrives", async () => since("client.created").length > 0)
  const [event] = since("client.created")
  const read = new Webhook(keyOf(body.secret).toString("base64")).verify(
    event?.body ?? "",
    (event?.headers ?? {}) as Record<string, string>,
  )
  expect(read).toMatchObject({ event: "client.created", schema: 1, data: { client: { id: client.id } } })
  expect((await adminKey.delete(`/webhooks/subscriptions/${body.id}`)).status).toBe(204)
  expectProblem(await adminKey.delete(`/webhooks/subscriptions/${body.id}`), 404)
  await adminKey.addClient()
  const [left] = await sql`select count(*)::int as going from outbox`
  expect(left?.going).toBe(0)
})

test("a sample is shaped as what is sent", async () => {
  const subscribed = await adminKey.post("/webhooks/subscriptions", {
    target_url: receiver.url,
    event: "check_in.created",
  })
  const { id } = await adminKey.addClient()
  await adminKey.checkIn(id)
  await waitUntil("the event arrives", async () => since("check_in.created").length > 0)
  const { body: samples } = await adminKey.get("/webhooks/samples/check_in.created")
  const shapeOf = (value: unknown): unknown =>
    value && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]))
      : null
  expect(shapeOf(samples[0])).toEqual(shapeOf(JSON.parse(since("check_in.created")[0]?.body ?? "")))
  await adminKey.delete(`/webhooks/subscriptions/${subscribed.body.id}`)
})

test("only admins' keys subscribe, and only to what there is", async () => {
  const wanted = { target_url: receiver.url, event: "client.created" }
  expectProblem(await visitor.post("/webhooks/subscriptions", wanted), 401)
  expectProblem(await staffKey.post("/webhooks/subscriptions", wanted), 403)
  for (const wrong of [
    { event: "client.exploded" },
    { target_url: "no address" },
    { target_url: "ftp://x.example" },
  ])
    expectProblem(await adminKey.post("/webhooks/subscriptions", { ...wanted, ...wrong }), 422)
  expectProblem(await adminKey.get("/webhooks/samples/client.exploded"), 422)
})
