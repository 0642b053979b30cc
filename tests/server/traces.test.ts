import { beforeAll, expect, test } from "vitest"
import { addTarget } from "../../lib/webhooks/targets"
import { beforeTests } from "../support/before"
import { openCollector, type SentSpan, saidBy } from "../support/collector"
import { waitUntil } from "../support/processes"
import { openReceiver } from "../support/receiver"
import { openServedCentre } from "./centre"

const collector = beforeTests(openCollector)
const receiver = beforeTests(() => openReceiver())
const centre = openServedCentre(() => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_BSP_SCHEDULE_DELAY: "200",
  ZAPIER_MODE: "production",
  WEBHOOK_PRIVATE_TARGETS: "allow",
}))
const { server, adminKey, anotherBrowser, system, users } = centre
beforeAll(async () => {
  const { id } = users.admin
  const admin = { kind: "user", id, name: "Alexandra Admin", role: "admin", sessionId: id } as const
  await addTarget(
    { ...system, actor: admin },
    { name: "Receiver", url: receiver.url, types: ["client.created"] },
  )
})

const canary = {
  first_name: "Canaria",
  last_name: "Quillfeather",
  email: "canary@quill.example",
  phone: "+16615550142",
  notes: "canary notes",
  uci_number: "7315926",
}
const spansOf = (traceId: string) => collector.spans.filter((span) => span.traceId === traceId)
const named = (spans: SentSpan[], name: string) => spans.find((span) => span.name === name)
/** Spans whose root has not arrived. */
const orphans = () => {
  const roots = collector.spans.filter(({ name }) => /^job |^(GET|POST) \//.test(name))
  const whole = new Set(roots.map(({ traceId }) => traceId))
  return collector.spans.filter(({ traceId, parentSpanId }) => parentSpanId && !whole.has(traceId))
}

test("a request is a trace: itself, the operation by its permission, and each statement by kind and table", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c"
  const answer = await adminKey.call("POST", "/clients", {
    body: canary,
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  })
  expect(answer.status).toBe(201)
  await waitUntil(
    "the trace has arrived",
    () => named(spansOf(traceId), "POST /api/v1/clients") !== undefined,
  )
  const spans = spansOf(traceId)
  const request = named(spans, "POST /api/v1/clients")
  const operation = named(spans, "clients.create")
  const statement = named(spans, "insert clients")
  expect(request).toMatchObject({ kind: 2, parentSpanId: "b7ad6b7169203331" })
  expect(request && saidBy(request)).toEqual({
    "http.request.method": "POST",
    "http.route": "/api/v1/clients",
    "http.response.status_code": 201,
    "request.id": answer.headers.get("x-request-id"),
  })
  expect(operation?.parentSpanId).toBe(request?.spanId)
  expect(statement).toMatchObject({ kind: 3, parentSpanId: operation?.spanId })
  expect(statement && saidBy(statement)).toEqual({
    "db.system.name": "postgresql",
    "db.operation.name": "insert",
    "db.collection.name": "clients",
  })
  const line = server
    .output()
    .split("\n")
    .find((one) => one.includes(`"traceId":"${traceId}"`) && one.includes("a request was answered"))
  expect(JSON.parse(String(line)).requestId).toBe(answer.headers.get("x-request-id"))
})

test("requests on one connection are traces of their own, and a page is one, too", async () => {
  const desk = await anotherBrowser("staff")
  const before = collector.spans.length
  for (const path of ["/clients?q=Quillfeather", "/api/v1/healthz", "/clients?q=Quillfeather"])
    await (await fetch(server.url + path, { headers: desk.credentials })).text()
  const pages = () => collector.spans.slice(before).filter(({ name }) => name === "GET /clients")
  await waitUntil("both have arrived", () => pages().length === 2)
  const [one, other] = pages()
  expect(one?.traceId).not.toBe(other?.traceId)
  for (const page of pages()) {
    expect(page.parentSpanId).toBeUndefined()
    expect(spansOf(page.traceId).some(({ name }) => name === "clients.read")).toBe(true)
  }
})

test("a refusal is marked by its kind", async () => {
  const refused = () =>
    collector.spans.find((span) => span.name === "clients.create" && span.status.code === 2)
  await adminKey.post("/clients", { ...canary })
  await waitUntil("it has arrived", () => refused() !== undefined)
  expect(saidBy(refused() as SentSpan)).toMatchObject({ "error.type": "conflict" })
})

test("a job that was done is a trace with what it sent; looks that found nothing are none", async () => {
  const sent = () => collector.spans.find(({ name }) => name === "POST webhook")
  await waitUntil("the delivery has arrived", () => sent() !== undefined)
  const spans = spansOf(String(sent()?.traceId))
  expect(sent()).toMatchObject({ kind: 3, parentSpanId: named(spans, "hooks.deliver")?.spanId })
  expect(saidBy(sent() as SentSpan)).toMatchObject({
    "webhook.event": "client.created",
    "http.response.status_code": 200,
  })
  await waitUntil(
    "the job has arrived",
    () => named(spansOf(String(sent()?.traceId)), "job deliveries") !== undefined,
  )
  await waitUntil("each trace that has begun to arrive has its root", () => orphans().length === 0)
})

test("no trace holds anything about a client or a secret", () => {
  expect(collector.spans.length).toBeGreaterThan(20)
  expect(collector.texts.join()).not.toMatch(/canar|quill|7315926|6615550142|alexandra|samuel/i)
  expect(collector.texts.join()).not.toContain(centre.keys.admin.key)
  for (const text of centre.sent) expect(collector.texts.join()).not.toContain(text)
})
