import { describe, expect, test } from "vitest"
import { createClient } from "../../../lib/clients/create"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { updateClient } from "../../../lib/clients/update"
import { addClient, inMinutes, openCentre } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()

const full = {
  firstName: "José",
  lastName: "García",
  email: "jose@example.org",
  phone: "+16615550123",
  dateOfBirth: "2004-02-29",
  parentGuardianName: "Rosa García",
  uciNumber: "0012345",
  serviceCoordinator: "Kim Park",
  posStartDate: "2026-01-01",
  posEndDate: "2026-12-31",
  language: "es",
  notes: "Likes racing games\nNeeds a quiet seat",
}

describe("a new client", () => {
  test("needs the two names only", async () => {
    const client = await createClient(admin, { firstName: "Ana", lastName: "Reyes" })
    expect(client).toMatchObject({ firstName: "Ana", email: null, notes: null, tags: [], version: 1 })
    expect(client.coverage.status).toBe("none")
    expect(await getClient(admin, { id: client.id })).toEqual(client)
  })

  test("may have every optional field blank", async () => {
    const blank = Object.fromEntries(Object.keys(full).map((field) => [field, " "]))
    const client = await createClient(admin, { ...blank, firstName: "Ana", lastName: "Reyes" })
    const empty = Object.fromEntries(Object.keys(full).map((field) => [field, null]))
    expect(client).toMatchObject({ ...empty, firstName: "Ana", lastName: "Reyes" })
  })

  test("is kept as it was typed, in one way of writing", async () => {
    const typed = {
      ...full,
      firstName: " José ",
      email: "Jose@Example.org",
      phone: "(661) 555-0123",
      dateOfBirth: "2/29/2004",
      uciNumber: "0012345 ",
      notes: "Likes racing games\r\nNeeds a quiet seat\n",
    }
    const { id } = await createClient(admin, typed)
    expect(await getClient(admin, { id })).toMatchObject(full)
  })

  test("is not added without a name, with two faults named at once", async () => {
    const attempt = createClient(admin, { firstName: " ", lastName: "" })
    await expect(attempt).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "firstName" }, { field: "lastName" }] },
    })
  })

  test("is not added with a field that nobody knows", async () => {
    const attempt = createClient(admin, { firstName: "Ana", lastName: "Reyes", admin: "yes" } as never)
    await expect(attempt).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "admin" }] },
    })
  })

  test("has no POS that ends before it starts", async () => {
    const attempt = addClient(centre, { posStartDate: "2026-02-01", posEndDate: "2026-01-31" })
    await expect(attempt).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "posEndDate" }] },
    })
  })
})

describe("an edited client", () => {
  test.each(Object.keys(full).slice(2))("loses %s when it is cleared, and nothing else", async (field) => {
    for (const blank of [null, ""]) {
      const { id } = await addClient(centre, { ...full, uciNumber: null })
      await updateClient(admin, { id, changes: { [field]: blank } })
      expect(await getClient(admin, { id })).toMatchObject({ ...full, uciNumber: null, [field]: null })
    }
  })

  test.each(Object.keys(full))("keeps the notes and the language when %s is saved", async (field) => {
    const { id } = await addClient(centre, { notes: "Keep me", language: "pa" })
    const value = full[field as keyof typeof full]
    const changes = { [field]: field === "uciNumber" ? `7${Date.now()}` : value }
    await updateClient(admin, { id, changes })
    expect(await getClient(admin, { id })).toMatchObject({ notes: "Keep me", language: "pa", ...changes })
  })

  test("keeps the required names", async () => {
    const { id } = await addClient(centre)
    for (const changes of [{ firstName: "" }, { lastName: null }])
      await expect(updateClient(admin, { id, changes: changes as never })).rejects.toMatchObject({
        kind: "invalid",
      })
    expect(await getClient(admin, { id })).toMatchObject({ firstName: "Ana", lastName: "Reyes" })
  })

  test("keeps a POS in order with the date that was there before", async () => {
    const { id } = await addClient(centre, { posStartDate: "2026-01-01", posEndDate: "2026-12-31" })
    const attempt = updateClient(admin, { id, changes: { posEndDate: "2025-12-31" } })
    await expect(attempt).rejects.toMatchObject({ kind: "invalid" })
  })

  test("is covered by the new POS at once", async () => {
    const { id } = await addClient(centre)
    const saved = await updateClient(admin, {
      id,
      changes: { posStartDate: "2026-01-01", posEndDate: "12/31/2026" },
    })
    expect(saved.coverage).toMatchObject({ status: "active", plan: { code: "POS" }, endsOn: "2026-12-31" })
  })

  test("has a history that tells old and new value of what changed, and of nothing else", async () => {
    const { id } = await addClient(centre, { phone: "+16615550101", language: "es" })
    const changes = { phone: "661-555-0102", language: "es" }
    await updateClient(centre.admin({ now: inMinutes(1) }), { id, changes })
    const {
      rows: [edit],
    } = await clientHistory(admin, { clientId: id })
    expect(edit).toMatchObject({ type: "client.updated", actorName: "Alex Admin", clientId: id })
    expect(edit?.data).toEqual({ fields: { phone: { from: "+16615550101", to: "+16615550102" } } })
  })

  test("that is saved unchanged leaves no trace", async () => {
    const { id } = await addClient(centre, { ...full, uciNumber: "0012346" })
    const before = await everythingIn(centre.sql)
    await updateClient(centre.admin({ now: inMinutes(1) }), {
      id,
      changes: { ...full, uciNumber: "0012346" },
    })
    expect(await everythingIn(centre.sql)).toBe(before)
  })
})

describe("bad input", () => {
  const half = "\ud800"
  const bad = {
    firstName: ["a\0b", half, "x".repeat(101), 7, ["x"], { x: 1 }, true],
    email: ["no address", "a@b@c.org", "x".repeat(100_000), "\0@example.org", 7],
    phone: ["12", "661-555-0123 x 5", "call me", "5".repeat(100_000), half],
    dateOfBirth: [
      "2026-02-30",
      "13/1/2020",
      "1/31/20",
      "0000-01-01",
      "infinity",
      "2026-01-01T00:00:00Z",
      20260101,
    ],
    notes: ["x".repeat(20_001), `ok ${half}`, "a\0b", {}],
  }

  test.each(Object.entries(bad))("in %s is refused by name, and nothing changes", async (field, values) => {
    const { id } = await addClient(centre)
    const before = await everythingIn(centre.sql)
    for (const value of values)
      await expect(updateClient(admin, { id, changes: { [field]: value } as never })).rejects.toMatchObject({
        kind: "invalid",
        details: { fields: expect.arrayContaining([expect.objectContaining({ field })]) },
      })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("that looks like SQL or HTML is text like any other", async () => {
    const nasty = `'); DROP TABLE clients; -- <script>alert("x")</script> \${x} \\`
    const { id } = await addClient(centre, {
      firstName: nasty,
      notes: nasty,
      uciNumber: nasty.slice(0, 50).trim(),
    })
    expect(await getClient(admin, { id })).toMatchObject({ firstName: nasty, notes: nasty })
  })
})
