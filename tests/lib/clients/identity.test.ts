import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { createClient } from "../../../lib/clients/create"
import { deleteClient } from "../../../lib/clients/delete"
import { foldName } from "../../../lib/clients/fold"
import { type Candidate, identityOf, type Person, whyAmbiguous } from "../../../lib/clients/identity"
import { isPlaceholder } from "../../../lib/clients/placeholders"
import { receiveEvent } from "../../../lib/webhooks/receive"
import { addClient, openCentre } from "../../support/cast"
import { often } from "../../support/often"
import { importsOf } from "../imports/files"

const centre = openCentre()
const { sql } = centre
const { bringIn } = importsOf(centre)

beforeEach(
  () =>
    sql`truncate clients, memberships, import_rows, imports, import_mappings, events, inbound_events cascade`,
)

const ana: Person = { firstName: "Ana", lastName: "Reyes" }
const known = (more: Partial<Person>, id = "1"): Candidate<string> => ({ ...ana, ...more, id, clientId: id })

describe("who somebody is", () => {
  test.each<[string, Partial<Person>, Partial<Person>, string]>([
    [
      "a number under another name",
      { uciNumber: "0012345" },
      { uciNumber: "0012345", firstName: "Eva" },
      "ambiguous",
    ],
    [
      "a number with another birthday",
      { uciNumber: "0012345", dateOfBirth: "1990-01-03" },
      { uciNumber: "0012345", dateOfBirth: "1991-01-03" },
      "ambiguous",
    ],
    [
      "a number and no name",
      { uciNumber: "0012345" },
      { uciNumber: "0012345", firstName: "", lastName: "" },
      "one",
    ],
    [
      "a second family name",
      { uciNumber: "0012345" },
      { uciNumber: "0012345", lastName: "Reyes Lopez" },
      "one",
    ],
    [
      "a son of that name",
      { uciNumber: "0012345" },
      { uciNumber: "0012345", lastName: "Reyes Jr." },
      "ambiguous",
    ],
    [
      "a border of the names elsewhere",
      { firstName: "Ana Maria", dateOfBirth: "1990-01-03" },
      { lastName: "Maria Reyes", dateOfBirth: "1990-01-03" },
      "one",
    ],
    ["ten zeros", { phone: "+10000000000" }, { phone: "+10000000000" }, "nobody"],
    ["no address", { email: "none@none.com" }, { email: "none@none.com" }, "nobody"],
    [
      "a birthday of fields that must be filled",
      { dateOfBirth: "1900-01-01" },
      { dateOfBirth: "1900-01-01" },
      "nobody",
    ],
    [
      "a fake birthday beside a true one",
      { uciNumber: "0012345", dateOfBirth: "1990-01-03" },
      { uciNumber: "0012345", dateOfBirth: "1900-01-01" },
      "one",
    ],
    ["a number of one digit", { uciNumber: "9999999" }, { uciNumber: "9999999" }, "nobody"],
  ])("%s", (_, one, other, is) => {
    expect(identityOf({ ...ana, ...other }, [known(one)]).is).toBe(is)
  })

  test("a client id whose name and birthday are another's is not believed, one with another name is", () => {
    const one = known({ dateOfBirth: "1990-01-03" }, "c")
    const of = (more: Partial<Person>) => identityOf({ ...ana, clientId: "c", ...more }, [one]).is
    expect(of({ firstName: "Eva" })).toBe("one")
    expect(of({ firstName: "Eva", dateOfBirth: "1991-01-03" })).toBe("ambiguous")
  })

  test("why it cannot be told is said without a name", () => {
    const identity = identityOf(
      { ...ana, firstName: "Eva", uciNumber: "0012345", dateOfBirth: "1991-01-03" },
      [known({ uciNumber: "0012345", dateOfBirth: "1990-01-03" })],
    )
    expect(identity.is === "ambiguous" && whyAmbiguous(identity)).toBe(
      "The UCI number is that of a client of whom the name and the date of birth differ.",
    )
  })
})

const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
const anybody = fc.record({
  firstName: fc.constantFrom("Ana", "Aná", "Ana Maria", "Eva"),
  lastName: fc.constantFrom("Reyes", "reyes", "Reyes Jr", "Ruiz"),
  uciNumber: maybe("0012345", "12345", "7654321"),
  dateOfBirth: maybe("1990-01-03", "1991-01-03", "1900-01-01"),
  phone: maybe("+16615550101", "+16615550102", "+10000000000"),
  email: maybe("ana@example.org", "none@none.com"),
})

/** In how many of name, birthday and number two people differ, said again in other words than the product's. */
function contradictions(one: Record<string, unknown>, other: Record<string, unknown>): number {
  const [names, births, numbers] = [one, other].reduce<[string[], string[], string[]]>(
    ([n, b, u], { firstName, lastName, dateOfBirth, uciNumber }) => [
      [...n, foldName(`${firstName} ${lastName}`)],
      [...b, ...(dateOfBirth && dateOfBirth !== "1900-01-01" ? [String(dateOfBirth)] : [])],
      [...u, ...(uciNumber ? [String(uciNumber).padStart(7, "0")] : [])],
    ],
    [[], [], []],
  )
  const isPart = names.some((name) =>
    names.every((longer) => longer.replace("maria", "") === name.replace("maria", "")),
  )
  const differ = (values: string[]) => new Set(values).size > 1
  return [differ(names) && !isPart, differ(births), differ(numbers)].filter(Boolean).length
}

describe("nobody whom two of name, birthday and number contradict is changed", () => {
  const everybody = async () => {
    const rows =
      await sql`select first_name, last_name, uci_number, date_of_birth, phone, email, version from clients order by id`
    return JSON.stringify(rows)
  }

  test("by a file", async () => {
    const heading = "first_name,last_name,uci_number,date_of_birth,phone,email,client_id"
    await fc.assert(
      fc.asyncProperty(anybody, anybody, fc.boolean(), async (one, other, withId) => {
        await sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`
        const { id } = await addClient(centre, one)
        const [was, cells] = [await everybody(), [...Object.values(other), withId ? id : ""]]
        await bringIn(`${heading}\n${cells.map((cell) => cell ?? "").join(",")}`)
        const is = await sql`select first_name, last_name, uci_number, date_of_birth, phone, email, version
          from clients where id = ${id}`
        if (contradictions(one, other) >= 2) expect(JSON.stringify(is)).toBe(was)
      }),
      { numRuns: often(40, 600) },
    )
  }, 300_000)

  test("by an event", async () => {
    await fc.assert(
      fc.asyncProperty(anybody, anybody, fc.boolean(), async (one, other, withId) => {
        await sql`truncate clients, memberships, events, inbound_events cascade`
        const { id } = await addClient(centre, one)
        if (withId) await sql`update clients set external_ids = '{"zapier": ["z-1"]}' where id = ${id}`
        const was = await everybody()
        const client = {
          external_id: withId ? "z-1" : null,
          first_name: other.firstName,
          last_name: other.lastName,
          uci_number: other.uciNumber,
          phone: other.phone,
          email: other.email,
        }
        const envelope = {
          id: crypto.randomUUID(),
          event: "client.upserted" as const,
          timestamp: "2026-01-31T18:00:00Z",
        }
        await receiveEvent(centre.zapier(), { ...envelope, data: { client } })
        const is = await sql`select first_name, last_name, uci_number, date_of_birth, phone, email, version
          from clients where id = ${id}`
        const told = { ...other, dateOfBirth: null }
        if (contradictions(one, told) >= 2) expect(JSON.stringify(is)).toBe(was)
      }),
      { numRuns: often(40, 600) },
    )
  }, 300_000)
})

describe("somebody who is a client already", () => {
  const born = { ...ana, dateOfBirth: "1990-01-03" }
  const add = (input: Parameters<typeof createClient>[1]) => createClient(centre.admin(), input)

  test("is not added again, unless it is said that it is somebody else", async () => {
    const { id } = await add(born)
    await expect(add({ ...born, firstName: "ANÁ" })).rejects.toMatchObject({
      kind: "conflict",
      message: "This is a client already.",
      details: { existing: [{ id, name: "Ana Reyes, born 1/3/1990", deleted: false }] },
    })
    await add({ ...born, allowDuplicate: true })
    await expect(add(born)).rejects.toMatchObject({ message: "2 clients fit." })
  })

  test("is added once by two people at the same time", async () => {
    const answers = await Promise.allSettled([add(born), add(born), add(born)])
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test("is offered to be restored where they were deleted, and their number is theirs", async () => {
    const { id } = await add({ ...born, uciNumber: "0012345" })
    const other = { firstName: "Eva", lastName: "Ruiz", uciNumber: "0012345" }
    await expect(add({ ...other, allowDuplicate: true })).rejects.toMatchObject({
      details: { fields: [{ field: "uciNumber" }] },
    })
    await deleteClient(centre.admin(), { id })
    await expect(add(born)).rejects.toMatchObject({
      message: "This client was there and was deleted.",
      details: { existing: [{ id, deleted: true }] },
    })
  })

  test("with the name alone it is nobody yet", async () => {
    await add(ana)
    await expect(add(ana)).resolves.toMatchObject({ firstName: "Ana" })
  })
})

test.each<[keyof typeof isPlaceholder, string[], string[]]>([
  ["phone", ["+10000000000", "+19999999999", "+11234567890"], ["+16615550101", "+525555550103"]],
  [
    "email",
    [
      "none@none.com",
      "na@na.com",
      "noemail@example.org",
      "no-email@x.org",
      "test@test.com",
      "donotreply@kern.org",
    ],
    ["ana@example.org", "nora@none-such.org", "testa@example.org", "mailer@example.org"],
  ],
  ["uciNumber", ["0000000", "9999999", "999-9999"], ["0012345", "1234567", "A", "1000001"]],
  ["dateOfBirth", ["1900-01-01"], ["1990-01-01", "2001-01-01"]],
])("what stands where the %s was not known identifies nobody", (field, fake, real) => {
  expect(fake.filter((one) => !isPlaceholder[field](one))).toEqual([])
  expect(real.filter((one) => isPlaceholder[field](one))).toEqual([])
})
