import { beforeAll, describe, expect, test } from "vitest"
import { listClients, suggestClients } from "../../../lib/clients/list"
import { enroll } from "../../../lib/memberships/enroll"
import { addCast, addClient, day, openCentre } from "../../support/cast"

const centre = openCentre()
const search = async (query: string) =>
  (await listClients(centre.staff(), { query })).rows.map(
    ({ firstName, lastName }) => `${firstName} ${lastName}`,
  )

beforeAll(async () => {
  await addCast(centre)
  await addClient(centre, {
    firstName: "José",
    lastName: "Muñoz-O’Brien",
    email: "jose.99@example.org",
    phone: "+16615550123",
    uciNumber: "12-34567",
  })
  await addClient(centre, { firstName: "100%", lastName: "Under_score\\back" })
})

describe("José Muñoz-O’Brien is found by", () => {
  test.each([
    "jose",
    "JOSÉ",
    "jos",
    "ose",
    "munoz",
    "MUÑOZ",
    "o'brien",
    "O’Brien",
    "muñoz-o'b",
    "jose munoz",
    "munoz jose",
    "Muñoz-O’Brien, José",
    "  jose   mun  ",
    "Jose\u0301",
    "jose.99@example.org",
    "99@EXAMPLE",
    "12-34567",
    "12-34",
    "1234567".slice(2),
    "jose 5550123",
  ])("%s", async (query) => {
    expect(await search(query)).toEqual(["José Muñoz-O’Brien"])
  })

  test.each([
    "+16615550123",
    "6615550123",
    "16615550123",
    "1 661 555 0123",
    "(661) 555-0123",
    "661-555-0123",
    "661.555.0123",
    "+1 (661) 555-0123",
    "1-661-555-0123",
    "661/555/0123",
    "661 555-0123",
    "555-0123",
    "0123",
    "(661)555 0123",
    "661\u00a0555\u00a00123",
    "661–555–0123",
    "661‑555‑0123",
  ])("the phone number %s", async (query) => {
    expect(await search(query)).toContain("José Muñoz-O’Brien")
  })

  test.each(["joseph", "munoz maria", "6615550124", "josé@", "0123 661", "99@example.com"])(
    "but not by %s",
    async (query) => {
      expect(await search(query)).toEqual([])
    },
  )
})

describe("a name is found by its letters alone:", () => {
  beforeAll(async () => {
    await addClient(centre, { firstName: "Mary Ann", lastName: "de la Cruz-Ortega" })
    await addClient(centre, { firstName: "Maryanne", lastName: "Oleary" })
  })

  test.each([
    ["obrien", "José Muñoz-O’Brien"],
    ["munozobrien", "José Muñoz-O’Brien"],
    ["delacruz", "Mary Ann de la Cruz-Ortega"],
    ["maryann cruz", "Mary Ann de la Cruz-Ortega"],
    ["O'Leary", "Maryanne Oleary"],
    ["O’Leary, Mary-Anne", "Maryanne Oleary"],
  ])("%s", async (query, found) => {
    expect(await search(query)).toEqual([found])
  })
})

describe("wildcards are plain characters:", () => {
  test.each([
    ["%", ["100% Under_score\\back"]],
    ["_", ["100% Under_score\\back"]],
    ["\\", ["100% Under_score\\back"]],
    ["0%", ["100% Under_score\\back"]],
    ["r_s", ["100% Under_score\\back"]],
    ["e\\b", ["100% Under_score\\back"]],
    ["j%e", []],
    ["m_ria", []],
    ["\\m", []],
    ["%%", []],
  ])("%s", async (query, found) => {
    expect(await search(query)).toEqual(found)
  })
})

test("the two children behind one phone number are both found by it", async () => {
  expect((await search("661-555-0199")).sort()).toEqual(["Mateo Garcia", "Sofia Garcia"])
})

test("a blank search finds everybody", async () => {
  expect(await search("  ")).toHaveLength(11)
})

test("a search can be narrowed to a status", async () => {
  const { rows } = await listClients(centre.staff(), { query: "a", status: "expired" })
  expect(rows.map(({ firstName }) => firstName)).toEqual(["Ada"])
})

test("a search of more than 200 characters, with NUL or half a character is refused", async () => {
  for (const query of ["x".repeat(201), "a\0", "\udc00"])
    await expect(listClients(centre.staff(), { query })).rejects.toMatchObject({ kind: "invalid" })
})

test("suggestions come by name, and tell no contact data", async () => {
  const found = await suggestClients(centre.staff(), { query: "garcia" })
  expect(found.map(({ firstName }) => firstName)).toEqual(["Mateo", "Sofia"])
  expect(Object.keys(found[0] ?? {}).sort()).toEqual(["coverage", "firstName", "id", "lastName"])
})

test("a client with several memberships is listed once", async () => {
  const { id: clientId } = await addClient(centre, { firstName: "Tess", lastName: "Twoplans" })
  for (const planCode of ["unlimited", "student", "day_pass"])
    await enroll(centre.admin(), { clientId, planCode, startsOn: day(-9), endsOn: day(90) })
  expect(await search("twoplans")).toEqual(["Tess Twoplans"])
  const { rows } = await listClients(centre.staff(), { status: "active" })
  expect(rows.filter(({ id }) => id === clientId)).toHaveLength(1)
})
