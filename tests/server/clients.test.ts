import { describe, expect, test } from "vitest"
import { addDays, dateIn } from "../../lib/core/clock"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, staffKey, sql } = sharedCentre()
const today = dateIn(new Date(), "America/Los_Angeles")
const day = (offset: number) => addDays(today, offset)
const unknown = "0198c0de-0000-7000-8000-000000000000"

describe("one client", () => {
  test("is added with where they are and which version they are", async () => {
    const { headers, body } = await adminKey.post("/clients", { first_name: "Rosalind", last_name: "Quill" })
    expect(headers.get("location")).toBe(`/api/v1/clients/${body.id}`)
    const read = await staffKey.get(`/clients/${body.id}`)
    expect(read.headers.get("etag")).toBe(headers.get("etag"))
    expect(read.headers.get("cache-control")).toBe("no-store")
  })

  test("is changed when If-Match names the version that was read, and not when somebody was faster", async () => {
    const { id } = await adminKey.addClient()
    const read = await staffKey.get(`/clients/${id}`)
    const match = { "if-match": String(read.headers.get("etag")) }
    const changed = await adminKey.patch(`/clients/${id}`, { language: "Spanish" }, match)
    expect(changed.status).toBe(200)
    expect(changed.headers.get("etag")).not.toBe(match["if-match"])
    const rows = await allRows(sql)
    expectProblem(await adminKey.patch(`/clients/${id}`, { language: "Tagalog" }, match), 412)
    expectProblem(await staffKey.patch(`/clients/${id}`, { notes: "Late" }, match), 412)
    expectProblem(await adminKey.patch(`/clients/${id}`, { notes: "x" }, { "if-match": '"never"' }), 412)
    expect(await allRows(sql)).toBe(rows)
    expect((await adminKey.patch(`/clients/${id}`, { notes: "Any" }, { "if-match": "*" })).status).toBe(200)
    const now = String((await adminKey.get(`/clients/${id}`)).headers.get("etag"))
    const compressed = { "if-match": now.replace(/"$/, '-gzip"') }
    expect((await adminKey.patch(`/clients/${id}`, { notes: "Other" }, compressed)).status).toBe(200)
    expectProblem(await adminKey.patch(`/clients/${id}`, { notes: "x" }, compressed), 412)
  })

  test("who was merged into another leads there, and takes no changes", async () => {
    const [stays, other] = [await adminKey.addClient(), await adminKey.addClient()]
    await sql`update clients set deleted_at = now(), merged_into = ${stays.id} where id = ${other.id}`
    for (const path of ["", "/check-ins?limit=5"]) {
      const moved = await staffKey.get(`/clients/${other.id}${path}`)
      expect([moved.status, moved.headers.get("location")]).toEqual([
        307,
        `/api/v1/clients/${stays.id}${path}`,
      ])
    }
    const refused = await adminKey.patch(`/clients/${other.id}`, { language: "Spanish" })
    expectProblem(refused, 404)
    expect(refused.body.merged_into).toBe(stays.id)
  })

  test("keeps notes and language when another field is saved", async () => {
    const { id } = await adminKey.addClient({ notes: "Likes the corner seat", language: "Punjabi" })
    const { body } = await adminKey.patch(`/clients/${id}`, { phone: "(661) 555-0123" })
    expect(body).toMatchObject({ phone: "+16615550123", notes: "Likes the corner seat", language: "Punjabi" })
  })

  test("is not added or changed to a UCI number that another has: 409", async () => {
    const taken = await adminKey.addClient({ uci_number: "0099887" })
    const other = await adminKey.addClient()
    const rows = await allRows(sql)
    const twin = { first_name: "Rosa", last_name: "Quill", uci_number: " 0099887 " }
    for (const answer of [
      await adminKey.post("/clients", twin),
      await adminKey.patch(`/clients/${other.id}`, { uci_number: "0099887" }),
    ]) {
      expectProblem(answer, 409)
      expect(answer.body.errors).toEqual([{ field: "uci_number", message: expect.any(String) }])
    }
    expect(await allRows(sql)).toBe(rows)
    await adminKey.delete(`/clients/${taken.id}`)
    expect((await adminKey.post("/clients", twin)).status).toBe(201)
  })

  test("is not added twice, unless the caller says that it is somebody else", async () => {
    const twin = { first_name: "Rosa", last_name: "O'Quill", date_of_birth: "1990-01-03" }
    const { id } = await adminKey.addClient(twin)
    const again = { ...twin, last_name: "OQuill" }
    const answer = await adminKey.post("/clients", again)
    expectProblem(answer, 409)
    expect(answer.body.existing).toEqual([{ id, deleted: false }])
    expect((await adminKey.post("/clients", { ...again, allow_duplicate: true })).status).toBe(201)
  })

  const refused: [string, Record<string, unknown>, string[]][] = [
    ["without a last name", { first_name: "Rosalind" }, ["last_name"]],
    ["with blank names", { first_name: " ", last_name: "" }, ["first_name", "last_name"]],
    ["with a field that is not known", { first_name: "R", last_name: "Q", nickname: "Rosie" }, ["nickname"]],
    ["with a camelCase field", { firstName: "R", first_name: "R", last_name: "Q" }, ["firstName"]],
    ["with an id", { id: unknown, first_name: "R", last_name: "Q" }, ["id"]],
    ["with tags, which have their own place", { first_name: "R", last_name: "Q", tags: ["x"] }, ["tags"]],
    ["with an e-mail that is none", { first_name: "R", last_name: "Q", email: "rosalind" }, ["email"]],
    [
      "with a day that does not exist",
      { first_name: "R", last_name: "Q", date_of_birth: "2026-02-30" },
      ["date_of_birth"],
    ],
    [
      "with POS dates in the wrong order",
      { first_name: "R", last_name: "Q", pos_start_date: "2026-02-02", pos_end_date: "2026-02-01" },
      ["pos_end_date"],
    ],
  ]

  test.each(refused)("is not added %s: 422 names the field", async (_, body, fields) => {
    const rows = await allRows(sql)
    const answer = await adminKey.post("/clients", body)
    expectProblem(answer, 422)
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields)
    for (const { message } of answer.body.errors) expect(message).toMatch(/[.?]$/)
    expect(await allRows(sql)).toBe(rows)
  })

  test("who is unknown or whose id is none is 404 at every address", async () => {
    for (const id of [unknown, "1", "null", "../clients", "%00", "x".repeat(3000)])
      for (const [method, path] of [
        ["GET", ""],
        ["PATCH", ""],
        ["DELETE", ""],
        ["GET", "/memberships"],
        ["GET", "/notes"],
        ["GET", "/check-ins"],
      ] as const) {
        const body = method === "PATCH" ? { notes: "x" } : undefined
        expectProblem(await adminKey.call(method, `/clients/${encodeURIComponent(id)}${path}`, { body }), 404)
      }
  })
})

describe("the list", () => {
  test("pages through all clients, newest first, each once, also while others are added", async () => {
    const names = Array.from({ length: 7 }, (_, index) => `Pager${index}`)
    for (const last_name of names) await adminKey.addClient({ last_name })
    const seen: string[] = []
    for (let cursor: string | null = "", added = 0; cursor !== null; ) {
      const { body } = await staffKey.get(`/clients?query=pager&limit=3${cursor && `&cursor=${cursor}`}`)
      expect(body.data.length).toBeLessThanOrEqual(3)
      seen.push(...body.data.map((client: { last_name: string }) => client.last_name))
      cursor = body.next_cursor
      if (added++ === 0) await adminKey.addClient({ last_name: "PagerLate" })
    }
    expect(seen).toEqual(names.toReversed())
  })

  test("finds by name without accents, phone in any form, e-mail and UCI number, and takes % as a character", async () => {
    const { id } = await adminKey.addClient({
      first_name: "Zoë",
      last_name: "Ångström",
      phone: "661.555.0176",
      email: "zoe@angstrom.example",
      uci_number: "0456789",
    })
    for (const query of ["zoe ang", "ngstr", "(661) 555-0176", "6615550176", "ZOE@angstrom", "0456"]) {
      const { body } = await staffKey.get(`/clients?query=${encodeURIComponent(query)}`)
      expect([query, body.data.map((client: { id: string }) => client.id)]).toEqual([query, [id]])
    }
    for (const query of ["%", "_", "zoe%strom", "\\"])
      expect((await staffKey.get(`/clients?query=${encodeURIComponent(query)}`)).body.data).toEqual([])
  })

  test("filters by each status, and every client has the status they are listed under", async () => {
    const enroll = async (last_name: string, from: number, to: number) => {
      const { id } = await adminKey.addClient({ last_name })
      const term = { plan_code: "unlimited", starts_on: day(from), ends_on: day(to) }
      expect((await adminKey.post(`/clients/${id}/memberships`, term)).status).toBe(201)
    }
    await enroll("Activeson", -10, 100)
    await enroll("Expiringson", -10, 12)
    await enroll("Expiredson", -10, -3)
    await enroll("Pendingson", 10, 100)
    for (const [status, last_name] of [
      ["active", "Activeson"],
      ["expiring", "Expiringson"],
      ["expired", "Expiredson"],
      ["pending", "Pendingson"],
    ]) {
      const { body } = await staffKey.get(`/clients?status=${status}`)
      const found = body.data as { last_name: string; membership_status: string }[]
      expect(found.map((client) => client.last_name)).toEqual([last_name])
      expect(found.map((client) => client.membership_status)).toEqual([status])
    }
    const none = (await staffKey.get("/clients?status=none&limit=100")).body.data
    expect(new Set(none.map((client: { membership_status: string }) => client.membership_status))).toEqual(
      new Set(["none"]),
    )
  })

  test.each([
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=1.5",
    "limit=x",
    "limit=",
    "status=blue",
    "status=",
    "cursor=x",
    "cursor=eyJhIjoxfQ",
    "page=2",
    "limit=1&limit=2",
    `query=${"x".repeat(201)}`,
    "query=%00",
  ])("refuses ?%s by 422", async (search) => {
    expectProblem(await staffKey.get(`/clients?${search}`), 422)
  })
})

describe("a membership", () => {
  test("is given to a client and covers them; two do, too", async () => {
    const { id } = await adminKey.addClient()
    const give = (starts_on: string, ends_on: string, more = {}) =>
      adminKey.post(`/clients/${id}/memberships`, { plan_code: "unlimited", starts_on, ends_on, ...more })
    const { status, body } = await give(day(-5), day(5))
    expect([status, body.plan_code, body.ends_on, body.client_id]).toEqual([201, "unlimited", day(5), id])
    expect((await give(day(6), day(60), { external_id: "zap-17" })).status).toBe(201)
    expectProblem(await give(day(6), day(60), { external_id: "zap-17" }), 409)
    const { data } = (await staffKey.get(`/clients/${id}/memberships`)).body
    expect(data.map((membership: { ends_on: string }) => membership.ends_on)).toEqual([day(60), day(5)])
    const client = (await staffKey.get(`/clients/${id}`)).body
    expect([client.membership_status, client.membership_ends_on]).toEqual(["active", day(60)])
    expect((await staffKey.get("/clients?query=quillfeather&limit=100")).body.data).toContainEqual(client)
    expect((await staffKey.checkIn(id)).status).toBe(201)
  })

  test.each([
    ["that ends before it begins", { starts_on: "2026-02-02", ends_on: "2026-02-01" }],
    ["without a beginning", { ends_on: "2026-02-02" }],
    ["of a plan that does not exist", { plan_code: "gold", starts_on: "2026-02-02", ends_on: "2026-03-01" }],
    ["with a field that is not known", { starts_on: "2026-02-02", ends_on: "2026-03-01", price: 5 }],
    ["on a day that does not exist", { starts_on: "2026-02-30", ends_on: "2026-03-01" }],
  ])("%s is refused by 422", async (_, term) => {
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    expectProblem(await adminKey.post(`/clients/${id}/memberships`, { plan_code: "unlimited", ...term }), 422)
    expect(await allRows(sql)).toBe(rows)
  })

  test("for a client who does not exist is 404", async () => {
    const term = { plan_code: "unlimited", starts_on: "2026-02-02", ends_on: "2026-03-01" }
    expectProblem(await adminKey.post(`/clients/${unknown}/memberships`, term), 404)
  })
})
