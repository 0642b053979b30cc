import { describe, expect, test } from "vitest"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { changedClient, type FieldName, optionalFields, wholeClient } from "./fields"
import { allRows } from "./rows"

const { adminKey, staffKey, browser, sql } = sharedCentre()
const adminBrowser = browser("admin")
const staffBrowser = browser("staff")
const fields = Object.entries(changedClient) as [FieldName, string][]

describe.each([
  ["an admin's key", adminKey],
  ["an admin in a browser", adminBrowser],
])("%s", (_, api) => {
  test("adds a client with every field, and finds them as they were written", async () => {
    const client = await api.addClient(wholeClient)
    const { body } = await api.get(`/clients/${client.id}`)
    expect(body).toMatchObject(wholeClient)
    expect(body).toEqual(client)
    await api.delete(`/clients/${client.id}`)
  })

  test("edits every field, one after the other, and no other field moves", async () => {
    const { id, ...before } = await api.addClient(wholeClient)
    let expected: Record<string, unknown> = before
    for (const [name, value] of fields) {
      const { status, body } = await api.patch(`/clients/${id}`, { [name]: value })
      expect(status).toBe(200)
      const { updated_at, membership_status, membership_ends_on, ...rest } = body
      expected = { ...expected, [name]: value }
      const { updated_at: _a, membership_status: _b, membership_ends_on: _c, ...wanted } = expected
      expect(rest).toEqual({ id, ...wanted })
    }
    await api.delete(`/clients/${id}`)
  })

  test.each(optionalFields)("clears %s by null and by a blank, and nothing else", async (name) => {
    for (const empty of [null, "", "  "]) {
      const { id } = await api.addClient(wholeClient)
      const { body } = await api.patch(`/clients/${id}`, { [name]: empty })
      expect(body).toMatchObject({ ...wholeClient, [name]: null })
      await api.delete(`/clients/${id}`)
    }
  })

  test("deletes a client, who is then found nowhere", async () => {
    const { id } = await api.addClient({ last_name: "Vanishing" })
    const { status, text } = await api.delete(`/clients/${id}`)
    expect([status, text]).toEqual([204, ""])
    expectProblem(await api.get(`/clients/${id}`), 404)
    expectProblem(await api.delete(`/clients/${id}`), 404)
    expect((await api.get("/clients?query=vanishing")).body.data).toEqual([])
  })

  test("checks a client in and out, and takes a check-in back", async () => {
    const { id } = await api.addClient()
    const { status, body } = await api.checkIn(id)
    expect(status).toBe(201)
    expect((await api.post(`/check-ins/${body.id}/check-out`)).body.checked_out_at).not.toBeNull()
    expect((await api.post(`/check-ins/${body.id}/void`)).body.removal).toBe("undone")
  })
})

describe.each([
  ["a front desk worker's key", staffKey],
  ["a front desk worker in a browser", staffBrowser],
])("%s", (_, api) => {
  test("finds and sees a client with every field", async () => {
    const client = await adminKey.addClient(wholeClient)
    expect((await api.get(`/clients/${client.id}`)).body).toEqual(client)
    expect((await api.get("/clients?query=quillfeather")).body.data.length).toBeGreaterThan(0)
    await adminKey.delete(`/clients/${client.id}`)
  })

  test("edits the notes, and only they change", async () => {
    const client = await adminKey.addClient({ notes: "Old words about a seat", language: "Spanish" })
    const { status, body } = await api.patch(`/clients/${client.id}`, { notes: "New words about a seat" })
    expect(status).toBe(200)
    expect(body).toEqual({ ...client, notes: "New words about a seat", updated_at: body.updated_at })
  })

  test("checks a client in and out, and takes a check-in back within 10 minutes", async () => {
    const { id } = await adminKey.addClient()
    const { status, body } = await api.checkIn(id)
    expect(status).toBe(201)
    expect((await api.post(`/check-ins/${body.id}/check-out`)).status).toBe(200)
    expect((await api.post(`/check-ins/${body.id}/void`)).status).toBe(200)
  })

  const others = fields.filter(([name]) => name !== "notes")

  test.each(others)(
    "is refused when editing %s, alone or beside the notes: nothing changed",
    async (name, value) => {
      const { id } = await adminKey.addClient({ ...wholeClient, uci_number: null })
      const before = (await api.get(`/clients/${id}`)).body
      const rows = await allRows(sql)
      for (const changes of [{ [name]: value }, { notes: "x", [name]: value }, { [name]: value, notes: "x" }])
        expectProblem(await api.patch(`/clients/${id}`, changes), 403)
      expect((await api.get(`/clients/${id}`)).body).toEqual(before)
      expect(await allRows(sql)).toBe(rows)
    },
  )

  test("is refused when adding or deleting a client or giving a membership: nothing changed", async () => {
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    expectProblem(await api.post("/clients", { first_name: "Nobody", last_name: "Newcomer" }), 403)
    expectProblem(await api.delete(`/clients/${id}`), 403)
    const term = { plan_code: "unlimited", starts_on: "2026-01-01", ends_on: "2026-12-31" }
    expectProblem(await api.post(`/clients/${id}/memberships`, term), 403)
    expect(await allRows(sql)).toBe(rows)
  })

  test("learns nothing from a forbidden request, whatever stands in it", async () => {
    const answers = []
    for (const body of [{}, { first_name: 7 }, { nonsense: true }, wholeClient])
      answers.push((await api.post("/clients", body)).text)
    expect(new Set(answers).size).toBe(1)
  })
})

describe("a staff note", () => {
  test.each([
    ["admin", adminBrowser],
    ["staff", staffBrowser],
  ])("is written by a signed-in %s, who is its author", async (role, api) => {
    const { id } = await adminKey.addClient()
    const { status, body } = await api.post(`/clients/${id}/notes`, { body: "Asked about the tournament" })
    expect(status).toBe(201)
    expect(body.author).toBe(role === "admin" ? "Alexandra Admin" : "Samuel Staff")
    expect((await staffKey.get(`/clients/${id}/notes`)).body.data).toEqual([body])
  })

  test.each([
    ["an admin's", adminKey],
    ["a staff", staffKey],
  ])("is not written by %s key: nobody would be its author", async (_, api) => {
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    expectProblem(await api.post(`/clients/${id}/notes`, { body: "Written by nobody" }), 403)
    expect(await allRows(sql)).toBe(rows)
  })
})
