import { beforeEach, expect, test } from "vitest"
import { configureImport } from "../../../lib/imports/load"
import { problemRows } from "../../../lib/imports/problem-rows"
import { importExamples } from "../../../lib/imports/read"
import { importTemplate } from "../../../lib/imports/template"
import { addClient, openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const { load, preview, rows, bringIn } = importsOf(centre)

beforeEach(() => sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`)

async function wrongRowsOf(id: string) {
  let text = ""
  for await (const piece of await problemRows(centre.admin(), { id })) text += piece
  return text
}

test("the wrong rows, corrected, come in with the columns that they had", async () => {
  const { id } = await bringIn('Nombre;Apellido;Cell;Extra\nAna;;;"a;b"\nTheo;Nguyen;;\n')
  const wrong = await wrongRowsOf(id)
  expect(wrong.split("\r\n")).toEqual([
    "Nombre,Apellido,Cell,Extra,error",
    "Ana,,,a;b,Enter the last name.",
    "",
  ])
  expect((await bringIn(wrong.replace("Ana,", "Ana,Reyes"))).outcomes).toMatchObject({
    created: 1,
    failed: 0,
  })
})

test("a row of which something was left out carries the client's id, so that its correction makes no double", async () => {
  const { id, outcomes } = await bringIn("first_name,last_name,phone\nAna,Reyes,5550\nTheo,Nguyen,\n")
  expect(outcomes).toMatchObject({ created: 2, failed: 0 })
  const [ana] = await sql`select id from clients where first_name = 'Ana'`
  const wrong = await wrongRowsOf(id)
  expect(wrong.split("\r\n")).toEqual([
    "first_name,last_name,phone,client_id,error",
    `Ana,Reyes,5550,${ana?.id},"Left out. Enter a phone number with area code, such as (661) 555-0123."`,
    "",
  ])
  const again = await bringIn(wrong.replace("5550", "661 555 0101"))
  expect(again.outcomes).toMatchObject({ created: 0, updated: 1, failed: 0 })
  expect(await sql`select phone from clients where first_name = 'Ana'`).toEqual([{ phone: "+16615550101" }])
})

test("wrong rows that are still wrong have one column that says so", async () => {
  const first = await wrongRowsOf(
    (await bringIn("first_name,last_name,phone\nAna,Reyes,5550\n,Nguyen,\n")).id,
  )
  const second = await wrongRowsOf((await bringIn(first.replace("5550", "5551"))).id)
  expect(second).toBe(first.replace("5550", "5551"))
})

test("the wrong rows of a file without headings have those of the template", async () => {
  const { id } = await load("Ana,Reyes,5550\nTheo,Nguyen,\n")
  await configureImport(centre.admin(), { id, mapping: ["firstName", "lastName", "phone"] })
  await preview(id)
  expect((await wrongRowsOf(id)).split("\r\n")[0]).toBe("first_name,last_name,phone,error")
})

test("a wrong row tells, as far as it can, whom it is about", async () => {
  const { id } = await load("first_name,last_name,phone\nAna,,5550\n")
  await preview(id)
  expect((await rows(id))[0]?.input).toEqual({ client: { firstName: "Ana", lastName: "" } })
})

test("a row that fits several clients is among the wrong ones", async () => {
  for (const phone of ["661 555 0101", "661 555 0102"])
    await addClient(centre, { phone, dateOfBirth: "2001-02-14" })
  const { id } = await bringIn("first_name,last_name,date_of_birth\nAna,Reyes,2/14/2001\n")
  expect(await wrongRowsOf(id)).toMatch(/Ana,Reyes,2\/14\/2001,"2 clients fit this row/)
})

test("many rows of one person that came to be known one after the other are one client", async () => {
  const { outcomes } = await bringIn(
    [
      "first_name,last_name,date_of_birth,phone,email,language",
      "Ana,Reyes,2/14/2001,,,1",
      "Ana,Reyes,2/14/2001,661 555 0101,,2",
      "Ana,Reyes,,661 555 0101,ana@example.org,3",
      "Ana,Reyes,2/14/2001,,,4",
      "Ana,Reyes,,,ana@example.org,5",
    ].join("\n"),
  )
  expect(outcomes).toMatchObject({ created: 1, updated: 4, failed: 0 })
  expect(await sql`select phone, email, language from clients`).toEqual([
    { phone: "+16615550101", email: "ana@example.org", language: "5" },
  ])
})

test("the columns are matched beside the first rows as the file is read now", async () => {
  const { id } = await load("A;B\nAna;Reyes\nTheo;Nguyen\n")
  const examples = () => importExamples(centre.admin(), { id })
  expect(await examples()).toEqual([
    ["A", "B"],
    ["Ana", "Reyes"],
    ["Theo", "Nguyen"],
  ])
  await configureImport(centre.admin(), { id, headerAt: 0 })
  expect(await examples()).toEqual([
    ["Ana", "Reyes"],
    ["Theo", "Nguyen"],
  ])
  await configureImport(centre.admin(), { id, delimiter: "," })
  expect((await examples())[0]).toEqual(["A;B"])
})

test("the template is recognised whole, and its two rows can be imported", async () => {
  const { id, mapping } = await load(await importTemplate(centre.admin(), {}))
  expect(mapping).toHaveLength(15)
  expect(mapping).not.toContain(null)
  expect((await preview(id)).actions).toMatchObject({ create: 2, fail: 0 })
})
