import { beforeEach, expect, test } from "vitest"
import { deleteClient } from "../../../lib/clients/delete"
import { configureImport } from "../../../lib/imports/load"
import { addClient, openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const { load, preview, write, rows, bringIn } = importsOf(centre)

beforeEach(() => sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`)

const heading = "first_name,last_name,date_of_birth,phone,email,uci_number,notes"
const ana = { firstName: "Ana", lastName: "Reyes" }

/** What the preview does with each of the rows. */
async function actionsFor(...lines: string[]) {
  const { id } = await load([heading, ...lines].join("\n"))
  await preview(id)
  return (await rows(id)).map(({ action }) => action)
}

test.each([
  ["the UCI number", { uciNumber: "0012345" }, "Ana,Reyes,,,,0012345,x", "update"],
  [
    "the UCI number, with a second name that only one tells",
    { uciNumber: "0012345" },
    "Ana Maria,Reyes-Lopez,,,,0012345,x",
    "update",
  ],
  ["the UCI number under another name", { uciNumber: "0012345" }, "Anna,Reyes,,,,0012345,x", "unclear"],
  [
    "the UCI number with another date of birth",
    { uciNumber: "0012345", dateOfBirth: "1988-03-15" },
    "Ana,Reyes,2/14/2001,,,0012345,x",
    "unclear",
  ],
  ["a UCI number whose leading zeros were eaten", { uciNumber: "0012345" }, "Ana,Reyes,,,,12345,x", "update"],
  ["name and date of birth", { dateOfBirth: "2001-02-14" }, "ANA,reyes,2/14/2001,,,,x", "update"],
  ["name without accents and phone", { phone: "661 555 0101" }, "Aná,Reyes,,(661) 555-0101,,,x", "update"],
  ["name and e-mail in any case", { email: "ana@example.org" }, "Ana,Reyes,,,ANA@example.org,,x", "update"],
  ["the name alone is not enough", {}, "Ana,Reyes,,,,,x", "create"],
  [
    "another date of birth is another person",
    { dateOfBirth: "1988-03-15", phone: "661 555 0101" },
    "Ana,Reyes,2/14/2001,661 555 0101,,,x",
    "create",
  ],
  [
    "another UCI number is another person",
    { uciNumber: "7777778", dateOfBirth: "2001-02-14" },
    "Ana,Reyes,2/14/2001,,,0012345,x",
    "create",
  ],
  [
    "a phone number under another name is another person",
    { phone: "661 555 0101" },
    "Eva,Reyes,,661 555 0101,,,x",
    "create",
  ],
])("a client is recognised: %s", async (_, known, line, action) => {
  await addClient(centre, { ...ana, ...known })
  expect(await actionsFor(line)).toEqual([action])
})

test("a deleted client does not come back as a new one, but is named", async () => {
  const { id: clientId } = await addClient(centre, { ...ana, uciNumber: "0012345" })
  await deleteClient(centre.admin(), { id: clientId })
  const { id } = await load(`${heading}\nAna,Reyes,,,,0012345,`)
  await preview(id)
  const [row] = await rows(id)
  expect(row).toMatchObject({ action: "unclear", clientId: null })
  expect(row?.problems?.[0]?.message).toMatch(
    /^Ana Reyes was deleted on \d+\/\d+\/2026\. Restore this client first/,
  )
})

test("notes are kept, and that is said, unless they are to be replaced", async () => {
  await addClient(centre, { ...ana, uciNumber: "0012345", notes: "Old" })
  const { id } = await load(`${heading}\nAna,Reyes,,661 555 0109,,0012345,New`)
  await preview(id)
  expect((await rows(id))[0]).toMatchObject({
    action: "update",
    problems: [{ message: "This client has other notes already: they stay as they are." }],
  })
  await configureImport(centre.admin(), {
    id,
    options: { update: true, clearBlank: false, replaceNotes: true },
  })
  await preview(id)
  expect((await write(id)).outcomes).toMatchObject({ updated: 1 })
  expect(await sql`select notes, phone from clients`).toEqual([{ notes: "New", phone: "+16615550109" }])
})

test("two clients who fit are named and never guessed", async () => {
  for (const phone of ["661 555 0101", "661 555 0102"])
    await addClient(centre, { ...ana, phone, dateOfBirth: "2001-02-14" })
  const { id } = await load(`${heading}\nAna,Reyes,2/14/2001,,,,changed`)
  await preview(id)
  const [row] = await rows(id)
  expect(row).toMatchObject({ action: "unclear", clientId: null })
  expect(row?.problems?.[0]?.message).toMatch(/2 clients fit this row: Ana Reyes, Ana Reyes/)
  await write(id)
  expect(await sql`select from clients where notes = 'changed'`).toHaveLength(0)
})

test("the preview shows old and new value of each field, and writes nothing", async () => {
  await addClient(centre, { ...ana, uciNumber: "0012345", phone: "661 555 0101", language: "English" })
  const before = await sql`select * from clients`
  const { id } = await load(`${heading},language\nAna,Reyes,,661 555 0109,,0012345,,Spanish`)
  expect((await preview(id)).actions).toMatchObject({ update: 1, create: 0 })
  expect((await rows(id))[0]?.changes).toEqual({
    phone: { from: "+16615550101", to: "+16615550109" },
    language: { from: "English", to: "Spanish" },
  })
  expect(await sql`select * from clients`).toEqual(before)
})

test("a row that says nothing new is skipped as identical", async () => {
  await addClient(centre, { ...ana, uciNumber: "0012345", notes: "Old" })
  expect(await actionsFor("Ana,Reyes,,,,0012345,Old", "Ana,Reyes,,,,0012345,")).toEqual(["same", "same"])
})

test.each([
  [{ update: true, clearBlank: false }, "Old"],
  [{ update: true, clearBlank: true }, null],
  [{ update: false, clearBlank: true }, "Old"],
])("blank cells with %o leave the notes as %s", async (options, notes) => {
  const { id: clientId } = await addClient(centre, { ...ana, uciNumber: "0012345", notes: "Old" })
  const { id } = await load(`${heading}\nAna,Reyes,,,,0012345,`)
  await configureImport(centre.admin(), { id, options })
  await preview(id)
  await write(id)
  expect(await sql`select notes, first_name from clients where id = ${clientId}`).toEqual([
    { notes, first_name: "Ana" },
  ])
})

test("only new clients are added when known ones are to be left as they are", async () => {
  await addClient(centre, { ...ana, uciNumber: "0012345", notes: "Old" })
  const { id } = await load(`${heading}\nAna,Reyes,,,,0012345,New\nTheo,Nguyen,,,,,New`)
  await configureImport(centre.admin(), { id, options: { update: false, clearBlank: false } })
  await preview(id)
  expect((await write(id)).outcomes).toMatchObject({ created: 1, skipped: 1, updated: 0 })
  expect(await sql`select first_name from clients where notes = 'New'`).toEqual([{ first_name: "Theo" }])
})

test("several rows of a new person are one client with everything", async () => {
  await bringIn(
    [
      "first_name,last_name,date_of_birth,phone,notes,plan_code,membership_starts_on,membership_ends_on",
      "Ana,Reyes,2/14/2001,,,unlimited,1/1/2025,12/31/2025",
      "Ana,Reyes,2/14/2001,661 555 0101,,unlimited,1/1/2026,12/31/2026",
      "Ana,Reyes,,661 555 0101,Late,unlimited,1/1/2026,12/31/2026",
    ].join("\n"),
  )
  expect(await sql`select first_name, phone, notes from clients`).toEqual([
    { first_name: "Ana", phone: "+16615550101", notes: "Late" },
  ])
  expect(await sql`select starts_on, ends_on from memberships order by starts_on`).toEqual([
    { starts_on: "2025-01-01", ends_on: "2025-12-31" },
    { starts_on: "2026-01-01", ends_on: "2026-12-31" },
  ])
})

test("importing the same file again changes nothing", async () => {
  const text = [
    "first_name,last_name,uci_number,plan_code,membership_starts_on,membership_ends_on",
    "Ana,Reyes,0012345,unlimited,1/1/2026,12/31/2026",
    "Theo,Nguyen,7203318,student,2/1/2026,",
  ].join("\n")
  await bringIn(text)
  const before = [await sql`select * from clients`, await sql`select * from memberships`]
  expect((await bringIn(text)).outcomes).toMatchObject({ same: 2, created: 0, updated: 0 })
  expect([await sql`select * from clients`, await sql`select * from memberships`]).toEqual(before)
})

test("somebody who was added between preview and import is recognised after all", async () => {
  const { id } = await load(`${heading}\nAna,Reyes,,,,0012345,From the file`)
  expect((await preview(id)).actions.create).toBe(1)
  await addClient(centre, { ...ana, uciNumber: "0012345" })
  expect((await write(id)).outcomes).toMatchObject({ created: 0, updated: 1 })
  expect(await sql`select notes from clients`).toEqual([{ notes: "From the file" }])
})

test("the columns of a file are remembered for the next one with the same headings", async () => {
  const text = "a,b,c\nAna,Reyes,hello\n"
  const first = await load(text)
  expect(first.mapping).toEqual([null, null, null])
  await configureImport(centre.admin(), { id: first.id, headerAt: 0 })
  await configureImport(centre.admin(), { id: first.id, mapping: ["firstName", "lastName", "notes"] })
  await preview(first.id)
  await write(first.id)
  expect((await load("A,B,C\nTheo,Nguyen,bye\n")).mapping).toEqual(["firstName", "lastName", "notes"])
})

test("what an import did stands in the history of each client, under the name of who started it", async () => {
  await addClient(centre, { ...ana, uciNumber: "0012345" })
  await bringIn(`${heading}\nAna,Reyes,,,,0012345,New\nTheo,Nguyen,,,,,`)
  const history = await sql`
    select e.type, e.actor_name, c.first_name from events e join clients c on c.id = e.client_id
    where e.request_id like 'import:%' order by c.first_name`
  expect(history).toEqual([
    { type: "client.updated", actor_name: "Alex Admin", first_name: "Ana" },
    { type: "client.created", actor_name: "Alex Admin", first_name: "Theo" },
  ])
})
