import { describe, expect, test } from "vitest"
import { addDays, dateIn, lastDayOf } from "../../lib/core/clock"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, staffKey, browser, sql } = sharedCentre()
const adminBrowser = browser("admin")
const staffBrowser = browser("staff")
const today = dateIn(new Date(), "America/Los_Angeles")
const day = (offset: number) => addDays(today, offset)
const unknown = "0198c0de-0000-7000-8000-000000000000"

async function member(more: Record<string, unknown> = {}) {
  const { id } = await adminKey.addClient()
  const term = { plan_code: "unlimited", starts_on: day(-30), ends_on: day(60), ...more }
  const { status, body, text } = await adminKey.post(`/clients/${id}/memberships`, term)
  expect(status, text).toBe(201)
  return body
}

const fieldsOf = (answer: { body: { errors?: { field: string }[] } }) =>
  answer.body.errors?.map(({ field }) => field)

describe("a membership", () => {
  test("without a last day lasts as long as its plan", async () => {
    const { ends_on, holds_until, renewal_of } = await member({ ends_on: undefined, plan_code: "10_hours" })
    const last = lastDayOf(day(-30), 1, "months")
    expect([ends_on, holds_until, renewal_of]).toEqual([last, last, null])
  })

  test("that overlaps another is given at once, and asked about only when the caller wishes", async () => {
    const { client_id } = await member()
    const term = { plan_code: "student", starts_on: today, ends_on: day(9) }
    const rows = await allRows(sql)
    const asked = await adminKey.post(`/clients/${client_id}/memberships`, { ...term, overlap: "ask" })
    expectProblem(asked, 409)
    expect(fieldsOf(asked)).toEqual(["overlap"])
    expect(await allRows(sql)).toBe(rows)
    expect((await adminKey.post(`/clients/${client_id}/memberships`, term)).status).toBe(201)
  })

  test("is extended, corrected, cancelled and taken back", async () => {
    const { id, client_id } = await member()
    const patch = async (changes: object) => (await adminKey.patch(`/memberships/${id}`, changes)).body
    expect(await patch({ ends_on: day(90) })).toMatchObject({ ends_on: day(90), holds_until: day(90) })
    expect(await patch({ plan_code: "student", external_id: "zap-9" })).toMatchObject({
      plan_code: "student",
      external_id: "zap-9",
    })
    expect(await patch({ external_id: null })).toMatchObject({ external_id: null })
    expect(await patch({ cancelled_from: today, reason: "Moved away" })).toMatchObject({
      ends_on: day(90),
      cancelled_from: today,
      cancellation_reason: "Moved away",
      holds_until: day(-1),
      cancelled_at: expect.any(String),
    })
    expect((await staffKey.get(`/clients/${client_id}`)).body.membership_status).toBe("expired")
    const back = await patch({ cancelled_from: null })
    expect(back).toMatchObject({ cancelled_at: null, cancellation_reason: null, holds_until: day(90) })
    expect((await staffKey.get(`/clients/${client_id}/memberships`)).body.data).toEqual([back])
  })

  test("is not extended or cancelled by a person who does not say why; a script need not", async () => {
    const { id } = await member()
    for (const changes of [{ ends_on: day(90) }, { cancelled_from: today }]) {
      const refused = await adminBrowser.patch(`/memberships/${id}`, changes)
      expectProblem(refused, 422)
      expect(fieldsOf(refused)).toEqual(["reason"])
      const said = await adminBrowser.patch(`/memberships/${id}`, { ...changes, reason: "Asked for it" })
      expect(said.status).toBe(200)
    }
  })

  test.each([
    ["to end before it begins", { ends_on: "2020-01-01" }, ["ends_on"]],
    ["to a plan that does not exist", { plan_code: "gold" }, ["plan_code"]],
    ["to be cancelled after its end", { cancelled_from: "2199-01-01" }, ["cancelled_from"]],
    ["in what it is not made of", { price: 5 }, ["price"]],
    ["in whose it is", { client_id: unknown }, ["client_id"]],
    ["to a day that does not exist", { ends_on: "2026-02-30" }, ["ends_on"]],
    ["to no last day", { ends_on: null }, ["ends_on"]],
  ])("is not changed %s: 422", async (_, changes, fields) => {
    const { id } = await member()
    const rows = await allRows(sql)
    const answer = await adminKey.patch(`/memberships/${id}`, changes)
    expectProblem(answer, 422)
    expect(fieldsOf(answer)).toEqual(fields)
    expect(await allRows(sql)).toBe(rows)
  })

  test("does not take the external id of another: 409", async () => {
    await member({ external_id: "zap-100" })
    const { id } = await member()
    const answer = await adminKey.patch(`/memberships/${id}`, { external_id: "zap-100" })
    expectProblem(answer, 409)
    expect(fieldsOf(answer)).toEqual(["external_id"])
  })

  test("that does not exist is 404", async () => {
    for (const id of [unknown, "1", "%00"]) {
      expectProblem(await adminKey.patch(`/memberships/${id}`, { ends_on: day(1) }), 404)
      expectProblem(await adminKey.post(`/memberships/${id}/renewals`), 404)
    }
  })
})

describe("a renewal", () => {
  test("is made once: 201, then 200 with the one that is there", async () => {
    const current = await member()
    const first = await adminKey.post(`/memberships/${current.id}/renewals`)
    expect(first.status).toBe(201)
    const ends_on = lastDayOf(day(61), 12, "months")
    expect(first.body).toMatchObject({
      starts_on: day(61),
      ends_on,
      renewal_of: current.id,
      duplicate: false,
    })
    const second = await adminBrowser.post(`/memberships/${current.id}/renewals`, { plan_code: "student" })
    expect(second.status).toBe(200)
    const { message, duplicate, ...there } = second.body
    expect(duplicate).toBe(true)
    expect(message).toMatch(/^Already renewed by admin.* at \d+:\d\d [AP]M: Unlimited, /)
    expect(first.body).toMatchObject(there)
  })

  test("asked for by twenty at once is one", async () => {
    const { id, client_id } = await member()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => adminKey.post(`/memberships/${id}/renewals`, {})),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await adminKey.get(`/clients/${client_id}/memberships`)).body.data).toHaveLength(2)
  })

  test("takes plan and dates, and asks about overlapping days when the caller wishes", async () => {
    const { id } = await member()
    const term = { plan_code: "student", starts_on: day(50), ends_on: day(70) }
    expectProblem(await adminKey.post(`/memberships/${id}/renewals`, { ...term, overlap: "ask" }), 409)
    const { status, body } = await adminKey.post(`/memberships/${id}/renewals`, term)
    expect(status).toBe(201)
    expect(body).toMatchObject(term)
  })
})

describe("plans", () => {
  test("are listed for everybody, retired ones when asked for, and kept by admins", async () => {
    const made = await adminKey.post("/plans", {
      code: "weekly",
      name: "Weekly",
      length_value: 7,
      length_unit: "days",
    })
    expect(made.status).toBe(201)
    const { id } = made.body
    const codes = async (search = "") =>
      (await staffKey.get(`/plans${search}`)).body.data.map((plan: { code: string }) => plan.code)
    expect(await codes()).toContain("weekly")
    const retired = await adminKey.patch(`/plans/${id}`, { name: "By the week", retired: true })
    expect(retired.body).toEqual({ ...made.body, name: "By the week", retired: true })
    expect(await codes()).not.toContain("weekly")
    expect(await codes("?include_retired=true")).toContain("weekly")
    const { id: client } = await adminKey.addClient()
    const term = { plan_code: "weekly", starts_on: today }
    expectProblem(await adminKey.post(`/clients/${client}/memberships`, term), 422)
    expect((await adminKey.patch(`/plans/${id}`, { retired: false })).status).toBe(200)
    expect((await adminKey.post(`/clients/${client}/memberships`, term)).body.ends_on).toBe(day(6))
  })

  test("are refused: a code that is taken by 409, what is wrong by 422, what is not there by 404", async () => {
    const weekly = { code: "fortnight", name: "Fortnight", length_value: 14, length_unit: "days" }
    expect((await adminKey.post("/plans", weekly)).status).toBe(201)
    const rows = await allRows(sql)
    expectProblem(await adminKey.post("/plans", weekly), 409)
    for (const wrong of [{ code: "Two Weeks" }, { length_value: 0 }, { length_unit: "weeks" }, { price: 1 }])
      expectProblem(await adminKey.post("/plans", { ...weekly, code: "other", ...wrong }), 422)
    expectProblem(await adminKey.patch(`/plans/${unknown}`, { name: "Nothing" }), 404)
    expectProblem(await staffKey.get("/plans?include_retired=maybe"), 422)
    expect(await allRows(sql)).toBe(rows)
  })
})

test.each([
  ["key", staffKey],
  ["browser", staffBrowser],
])("a front desk worker's %s changes no membership and no plan: 403, nothing changed", async (_, api) => {
  const { id } = await member()
  const { body } = await api.get("/plans")
  const rows = await allRows(sql)
  expectProblem(await api.patch(`/memberships/${id}`, { ends_on: day(90) }), 403)
  expectProblem(await api.patch(`/memberships/${id}`, { nonsense: true }), 403)
  expectProblem(await api.post(`/memberships/${id}/renewals`), 403)
  expectProblem(await api.post("/plans", { code: "x", name: "X", length_value: 1, length_unit: "days" }), 403)
  expectProblem(await api.patch(`/plans/${body.data[0].id}`, { retired: true }), 403)
  expect(await allRows(sql)).toBe(rows)
})
