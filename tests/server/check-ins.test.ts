import { describe, expect, test } from "vitest"
import { addDays, dateIn } from "../../lib/core/clock"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, staffKey, anotherBrowser, sql } = sharedCentre()
const today = dateIn(new Date(), "America/Los_Angeles")
const unknown = "0198c0de-0000-7000-8000-000000000000"

const covered = async (from: number, to: number) => {
  const { id } = await adminKey.addClient()
  const term = { plan_code: "unlimited", starts_on: addDays(today, from), ends_on: addDays(today, to) }
  expect((await adminKey.post(`/clients/${id}/memberships`, term)).status).toBe(201)
  return id
}

/** As if they had been checked in that long ago. */
const ageBy = (id: string, minutes: number) =>
  sql`update check_ins set checked_in_at = checked_in_at - make_interval(mins => ${minutes}) where id = ${id}`

describe("a check-in", () => {
  test.each([
    ["active", -10, 100, null],
    ["expiring", -10, 12, "Coverage ends in 12 days: please mention it, the service coordinator renews it."],
    [
      "expired",
      -100,
      -3,
      "Coverage ended 3 days ago: welcome today, and please ask them to talk to their service coordinator about renewing.",
    ],
  ])("of an %s client is done and says what to tell them", async (status, from, to, warning) => {
    const id = await covered(from, to)
    const answer = await staffKey.checkIn(id, crypto.randomUUID(), { station: "PC-07", notes: "Came alone" })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      client_id: id,
      method: "api",
      station: "PC-07",
      notes: "Came alone",
      checked_in_by: "staff script",
      membership_status: status,
      membership_warning: warning,
      duplicate: false,
    })
  })

  test("sent again with the same key is the same one, by 200, also two at once", async () => {
    const { id } = await adminKey.addClient()
    const key = crypto.randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => staffKey.checkIn(id, key)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ body }) => body.duplicate)).toHaveLength(9)
    expect((await staffKey.get(`/clients/${id}/check-ins`)).body.data).toHaveLength(1)
  })

  test("within 5 minutes of another is that one; an undone one does not count", async () => {
    const { id } = await adminKey.addClient()
    const first = await staffKey.checkIn(id)
    const second = await staffKey.checkIn(id)
    expect([second.status, second.body.id, second.body.duplicate]).toEqual([200, first.body.id, true])
    await staffKey.post(`/check-ins/${first.body.id}/void`)
    const third = await staffKey.checkIn(id)
    expect(third.status).toBe(201)
    await ageBy(third.body.id, 6)
    expect((await staffKey.checkIn(id)).status).toBe(201)
  })

  test("needs a key of its own, and a key belongs to one client", async () => {
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    const without = await staffKey.post("/check-ins", { client_id: id })
    expectProblem(without, 422)
    expect(without.body.errors[0].field).toBe("idempotency_key")
    expectProblem(await staffKey.checkIn(id, "  "), 422)
    expectProblem(await staffKey.checkIn(id, "k".repeat(201)), 422)
    expect(await allRows(sql)).toBe(rows)
    expect((await staffKey.checkIn(id, "front-door-1")).status).toBe(201)
    const other = await adminKey.addClient()
    expectProblem(await staffKey.checkIn(other.id, "front-door-1"), 409)
  })

  test("of nobody, or with a field that is not known, is refused and leaves nothing", async () => {
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    expectProblem(await staffKey.checkIn(unknown), 404)
    expectProblem(await staffKey.checkIn("Rosalind"), 422)
    expectProblem(await staffKey.checkIn(id, crypto.randomUUID(), { checked_in_at: "2026-01-01" }), 422)
    expectProblem(await staffKey.checkIn(id, crypto.randomUUID(), { method: "kiosk" }), 422)
    expect(await allRows(sql)).toBe(rows)
  })

  test("by a browser carries the name of the person and the method staff", async () => {
    const { id } = await adminKey.addClient()
    const { body } = await (await anotherBrowser("staff")).checkIn(id)
    expect(body).toMatchObject({ method: "staff", checked_in_by: "Samuel Staff" })
  })
})

describe("ending a visit", () => {
  test("works once; what is over or unknown is 409 or 404", async () => {
    const { id } = await adminKey.addClient()
    const { body } = await staffKey.checkIn(id)
    expect((await staffKey.post(`/check-ins/${body.id}/check-out`)).status).toBe(200)
    expectProblem(await staffKey.post(`/check-ins/${body.id}/check-out`), 409)
    expectProblem(await staffKey.post(`/check-ins/${unknown}/check-out`), 404)
    expectProblem(await staffKey.post(`/check-ins/x/check-out`), 404)
  })

  test("staff undo within 10 minutes; later only an admin voids, with a reason", async () => {
    const { id } = await adminKey.addClient()
    const { body } = await staffKey.checkIn(id)
    await ageBy(body.id, 11)
    const rows = await allRows(sql)
    expectProblem(await staffKey.post(`/check-ins/${body.id}/void`, { reason: "Wrong person" }), 403)
    expectProblem(await adminKey.post(`/check-ins/${body.id}/void`), 422)
    expectProblem(await adminKey.post(`/check-ins/${body.id}/void`, { reason: " " }), 422)
    expectProblem(await adminKey.post(`/check-ins/${body.id}/void`, { reason: "x".repeat(501) }), 422)
    expect(await allRows(sql)).toBe(rows)
    const voided = await adminKey.post(`/check-ins/${body.id}/void`, { reason: "Wrong person" })
    expect(voided.body).toMatchObject({ removal: "voided", removal_reason: "Wrong person" })
    expectProblem(await adminKey.post(`/check-ins/${body.id}/void`, { reason: "Again" }), 409)
    expectProblem(await adminKey.post(`/check-ins/${unknown}/void`, { reason: "Nobody" }), 404)
  })
})

describe("the list of visits", () => {
  test("is filtered by day and method and pages, newest first", async () => {
    const { id } = await adminKey.addClient()
    const made = await staffKey.checkIn(id)
    await ageBy(made.body.id, 24 * 60 * 400)
    const then = dateIn(new Date(Date.now() - 400 * 24 * 60 * 60_000), "America/Los_Angeles")
    const around = `from=${addDays(then, -1)}&to=${addDays(then, 1)}`
    expect((await staffKey.get(`/check-ins?${around}`)).body.data).toHaveLength(1)
    expect((await staffKey.get(`/check-ins?${around}&method=kiosk`)).body.data).toEqual([])
    const all: string[] = []
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await staffKey.get(`/check-ins?limit=4${cursor && `&cursor=${cursor}`}`)
      all.push(...body.data.map((visit: { checked_in_at: string }) => visit.checked_in_at))
      cursor = body.next_cursor
    }
    expect(all.length).toBeGreaterThan(8)
    expect(all).toEqual(all.toSorted().toReversed())
  })

  test.each([
    "from=yesterday",
    "to=2026-02-30",
    "method=fax",
    "limit=0",
    "client_id=x",
    "cursor=%00",
    "day=2026-01-01",
  ])("refuses ?%s by 422", async (search) => expectProblem(await staffKey.get(`/check-ins?${search}`), 422))
})

test("the dashboard's numbers follow what happens", async () => {
  const numbers = async () => (await staffKey.get("/stats")).body
  const before = await numbers()
  const id = await covered(-1, 200)
  const { body } = await staffKey.checkIn(id)
  const after = await numbers()
  expect(after.clients.active).toBe(before.clients.active + 1)
  expect(after.clients.all).toBe(before.clients.all + 1)
  expect([after.checked_in_today, after.here_now]).toEqual([before.checked_in_today + 1, before.here_now + 1])
  await staffKey.post(`/check-ins/${body.id}/check-out`)
  expect(await numbers()).toEqual({ ...after, here_now: before.here_now })
})

describe("staff notes", () => {
  test("are listed newest first, in pages, and of 1 to 5000 characters", async () => {
    const desk = await anotherBrowser("staff")
    const { id } = await adminKey.addClient()
    for (const body of ["First visit went well", "Second visit went well", "Third visit went well"])
      expect((await desk.post(`/clients/${id}/notes`, { body })).status).toBe(201)
    const page = (await staffKey.get(`/clients/${id}/notes?limit=2`)).body
    expect(page.data.map((note: { body: string }) => note.body)).toEqual([
      "Third visit went well",
      "Second visit went well",
    ])
    expect((await staffKey.get(`/clients/${id}/notes?cursor=${page.next_cursor}`)).body.data).toHaveLength(1)
    const rows = await allRows(sql)
    for (const body of ["", "   ", "x".repeat(5001), 7, null])
      expectProblem(await desk.post(`/clients/${id}/notes`, { body }), 422)
    expectProblem(await desk.post(`/clients/${id}/notes`, { body: "x", author: "Somebody else" }), 422)
    expectProblem(await desk.post(`/clients/${unknown}/notes`, { body: "Nobody is there" }), 404)
    expect(await allRows(sql)).toBe(rows)
    expect((await desk.post(`/clients/${id}/notes`, { body: "é".repeat(5000) })).status).toBe(201)
  })
})
