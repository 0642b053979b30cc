import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import type { Api } from "./api"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, browser, sql } = sharedCentre()
const desk = browser("admin")
const unknown = "0198c0de-0000-7000-8000-000000000000"
const made = beforeTests(async () => {
  const { id } = await adminKey.addClient({ notes: "Must stay as they are" })
  const term = { plan_code: "unlimited", starts_on: "2026-01-01", ends_on: "2026-12-31" }
  return {
    id,
    visit: (await adminKey.checkIn(id)).body.id as string,
    membership: (await adminKey.post(`/clients/${id}/memberships`, term)).body.id as string,
    plan: (await adminKey.get("/plans")).body.data[0].id as string,
  }
})
/** An address in which `{id}`, `{visit}`, `{membership}` and `{plan}` stand for those. */
const at = (path: string) => path.replace(/\{(\w+)\}/g, (_, name) => made[name as keyof typeof made])

/** Every entrance that takes a body. */
const entrances: [string, string, string, Api][] = [
  ["adding a client", "POST", "/clients", adminKey],
  ["editing a client", "PATCH", "/clients/{id}", adminKey],
  ["giving a membership", "POST", "/clients/{id}/memberships", adminKey],
  ["changing a membership", "PATCH", "/memberships/{membership}", adminKey],
  ["renewing a membership", "POST", "/memberships/{membership}/renewals", adminKey],
  ["adding a plan", "POST", "/plans", adminKey],
  ["changing a plan", "PATCH", "/plans/{plan}", adminKey],
  ["writing a note", "POST", "/clients/{id}/notes", desk],
  ["checking in", "POST", "/check-ins", adminKey],
  ["checking out", "POST", "/check-ins/{visit}/check-out", adminKey],
  ["taking a check-in back", "POST", "/check-ins/{visit}/void", adminKey],
]

let before: string
beforeAll(async () => {
  before = await allRows(sql)
})
afterAll(async () => {
  expect(await allRows(sql), "something changed").toBe(before)
})

const sending =
  (method: string, path: string, api: Api) =>
  (raw: BodyInit, headers: Record<string, string> = {}) =>
    api.call(method, at(path), {
      raw,
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...headers },
    })

test.each(entrances)("%s reads its body as all others do", async (_, method, path, api) => {
  const send = sending(method, path, api)
  expectProblem(await send('{"first_name": "Ros'), 400)
  expectProblem(await send('{"reason":"x"}', { "content-type": "text/plain" }), 415)
  expectProblem(await send(`{"notes":"${"x".repeat(10 * 1024 * 1024)}"}`), 413)
  expectProblem(await send('{"__proto__": {"role": "admin"}}'), 422)
})

describe("a body", () => {
  const send = sending("PATCH", "/clients/{id}", adminKey)

  test.each([
    ["half a word", "tru"],
    ["single quotes", "{'a': 1}"],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["UTF-16", new Uint8Array(Buffer.from('{"a":1}', "utf16le"))],
    ["an array", "[]"],
    ["an array of objects", `[{"client_id":"${unknown}"}]`],
    ["a text", '"Rosalind"'],
    ["a number", "7"],
    ["null", "null"],
    ["arrays nested 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)],
  ])("that is %s is refused by 400", async (_, raw) => expectProblem(await send(raw), 400))

  test.each([
    ["nothing", ""],
    ["a form", "application/x-www-form-urlencoded"],
    ["a file", "multipart/form-data; boundary=x"],
    ["almost JSON", "application/jsonp"],
    ["nonsense", "\u00ff/\u00ff"],
  ])("that says it is %s is refused by 415", async (_, type) =>
    expectProblem(await send('{"reason":"x"}', { "content-type": type }), 415),
  )

  test("of 10 MB is refused by 413 also where it does not tell its length", async () => {
    const raw = new Blob([`{"notes":"${"x".repeat(10 * 1024 * 1024)}"}`]).stream()
    const headers = { "content-type": "application/json" }
    expectProblem(await adminKey.call("PATCH", at("/clients/{id}"), { raw, headers }), 413)
  })

  test.each([
    ["constructor", '{"constructor": {"prototype": {}}}'],
    ["an empty name", '{"": 1}'],
    ["NUL in a name", '{"a\\u0000b": 1}'],
    ["half a surrogate pair in a name", '{"\\ud800": 1}'],
    ["a name of 100,000 characters", `{"${"n".repeat(100_000)}": 1}`],
    ["another object's id", `{"id": "${unknown}"}`],
    ["objects nested 10,000 deep", `{"a":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`],
  ])("with the field %s is refused by 422", async (_, raw) => expectProblem(await send(raw), 422))
})

const wrongTypes = [7, true, [], {}, ["a"], { a: 1 }, -0.5]
const texts: [string, string][] = [
  ["NUL", "Ros\0alind"],
  ["half a surrogate pair", "Ros\ud800alind"],
  ["the other half", "\udfffRosalind"],
  ["100,000 characters", "x".repeat(100_000)],
]
const clientFields = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "date_of_birth",
  "parent_guardian_name",
  "uci_number",
  "service_coordinator",
  "pos_start_date",
  "pos_end_date",
  "language",
  "notes",
]

describe("a client's fields", () => {
  test.each(clientFields)("%s takes no other type than text", async (field) => {
    for (const value of wrongTypes)
      for (const answer of [
        await adminKey.post("/clients", { first_name: "A", last_name: "B", [field]: value }),
        await adminKey.patch(at("/clients/{id}"), { [field]: value }),
      ])
        expectProblem(answer, 422)
  })

  test.each(clientFields)("%s takes no text that cannot be kept", async (field) => {
    for (const [name, value] of texts) {
      const answer = await adminKey.patch(at("/clients/{id}"), { [field]: value })
      expect([name, answer.status]).toEqual([name, 422])
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([field])
    }
  })

  test("names and the rest take their lengths and not one character more", async () => {
    for (const [field, most] of [
      ["first_name", 100],
      ["last_name", 100],
      ["parent_guardian_name", 200],
      ["service_coordinator", 200],
      ["uci_number", 50],
      ["language", 50],
      ["notes", 20_000],
    ] as const)
      expectProblem(await adminKey.patch(at("/clients/{id}"), { [field]: "é".repeat(most + 1) }), 422)
    expectProblem(await adminKey.patch(at("/clients/{id}"), { email: `${"x".repeat(250)}@a.example` }), 422)
  })
})

describe("other fields", () => {
  test.each([
    [
      "a membership's plan",
      "/clients/{id}/memberships",
      "plan_code",
      { starts_on: "2026-01-01", ends_on: "2026-02-01" },
    ],
    [
      "a membership's first day",
      "/clients/{id}/memberships",
      "starts_on",
      { plan_code: "unlimited", ends_on: "2026-02-01" },
    ],
    [
      "a membership's outside id",
      "/clients/{id}/memberships",
      "external_id",
      { plan_code: "unlimited", starts_on: "2026-01-01", ends_on: "2026-02-01" },
    ],
    ["a note", "/clients/{id}/notes", "body", {}],
    ["a check-in's client", "/check-ins", "client_id", {}],
    ["a check-in's station", "/check-ins", "station", { client_id: "{id}" }],
    ["a check-in's notes", "/check-ins", "notes", { client_id: "{id}" }],
    ["a void's reason", "/check-ins/{visit}/void", "reason", {}],
  ])("%s takes neither another type nor a text that cannot be kept", async (_, path, field, rest) => {
    const whole = JSON.parse(at(JSON.stringify(rest)))
    for (const value of [...wrongTypes, ...texts.map(([, text]) => text)]) {
      const headers = { "idempotency-key": crypto.randomUUID() }
      expectProblem(await desk.call("POST", at(path), { body: { ...whole, [field]: value }, headers }), 422)
    }
  })
})

describe("addresses", () => {
  test.each([
    `/check-ins/${unknown}/check-out`,
    `/check-ins/${unknown}/void`,
    "/check-ins/x/void",
    `/clients/${unknown}/notes`,
  ])("%s leads to nobody: 404", async (path) =>
    expectProblem(await desk.post(path, path.endsWith("notes") ? { body: "x" } : {}), 404),
  )

  test.each([
    "/clients?limit=1&limit=2",
    "/clients?_proto_=x",
    "/clients?query[]=x",
    "/clients?order=random",
    "/clients?constructor=1",
    `/clients?query=${encodeURIComponent("x\0y")}`,
    `/clients?cursor=${Buffer.from(JSON.stringify(["2026-01-01T00:00:00Z", "x' or 1=1 --"])).toString("base64url")}`,
    `/clients?cursor=${Buffer.from(JSON.stringify(["infinity", unknown])).toString("base64url")}`,
    `/clients?cursor=${"x".repeat(1001)}`,
    "/check-ins?from=2026-01-01&from=2026-01-02",
    "/check-ins?from=0001-01-01&to=9999-99-99",
    "/clients/{id}/notes?limit=1000",
    "/stats?day=2026-01-01",
  ])("%s asks for something that is not there: 422", async (path) =>
    expectProblem(await adminKey.get(at(path)), 422),
  )
})
