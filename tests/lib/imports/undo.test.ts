import { beforeEach, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { addNote } from "../../../lib/clients/notes"
import { updateClient } from "../../../lib/clients/update"
import { tellStatusChanges } from "../../../lib/coverage/tell-changes"
import { configureImport } from "../../../lib/imports/load"
import { addClient, openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const { load, preview, write, undo, rows, bringIn } = importsOf(centre)

beforeEach(() => sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`)

const present = () => sql`select first_name as name from clients where deleted_at is null order by first_name`
const idOf = async (name: string) =>
  String((await sql`select id from clients where first_name = ${name}`)[0]?.id)

test("everything an import did is taken back", async () => {
  const ana = await addClient(centre, { firstName: "Ana", uciNumber: "0012345", phone: "661 555 0101" })
  const { id } = await bringIn(
    [
      "first_name,last_name,uci_number,phone,notes,plan_code,membership_starts_on",
      "Ana,Reyes,0012345,661 555 0109,New,unlimited,1/1/2026",
      "Theo,Nguyen,,,,student,1/1/2026",
      "Ana,Reyes,0012345,661 555 0108,,,",
    ].join("\n"),
  )
  expect(await undo(id)).toMatchObject({ state: "undone", undone: 3, kept: 0 })
  expect(await present()).toEqual([{ name: "Ana" }])
  expect(await sql`select phone, notes from clients where id = ${ana.id}`).toEqual([
    { phone: "+16615550101", notes: null },
  ])
  expect(
    await sql`select from memberships where client_id = ${ana.id} and holds_until is not null`,
  ).toHaveLength(0)
})

test("what the program told of by itself meanwhile is nobody's edit, and a membership that ends is told of", async () => {
  const { id: anaId } = await addClient(centre, { firstName: "Ana", uciNumber: "0012345" })
  const { id } = await bringIn(
    [
      "first_name,last_name,uci_number,plan_code,membership_starts_on,membership_ends_on",
      "Ana,Reyes,0012345,unlimited,1/1/2020,12/31/2099",
      "Theo,Nguyen,,student,1/1/2020,12/31/2099",
    ].join("\n"),
  )
  expect(await tellStatusChanges(centre.system(), {})).toHaveLength(2)
  expect(await undo(id)).toMatchObject({ state: "undone", undone: 2, kept: 0 })
  const ended = await sql`
    select data -> 'fields' -> 'cancelledFrom' ->> 'to' as "from", data ->> 'reason' as reason, data ->> 'planCode' as plan
    from events where client_id = ${anaId} and type = 'membership.updated'`
  expect(ended).toEqual([{ from: "2020-01-01", reason: "Import undone", plan: "unlimited" }])
})

test("clients who visited or were edited since stay, and are listed with the reason", async () => {
  const { id } = await bringIn("first_name,last_name\nAna,Reyes\nTheo,Nguyen\nLin,Chen\nBen,Carter")
  await checkIn(centre.staff(), { clientId: await idOf("Ana"), idempotencyKey: "visit" })
  await updateClient(centre.admin(), { id: await idOf("Theo"), changes: { language: "English" } })
  await addNote(centre.staff(), { clientId: await idOf("Lin"), body: "Called." })
  expect(await undo(id)).toMatchObject({ undone: 1, kept: 3 })
  expect(await present()).toEqual([{ name: "Ana" }, { name: "Lin" }, { name: "Theo" }])
  expect((await rows(id)).map(({ undoProblem }) => undoProblem)).toEqual([
    "The client has visited since.",
    "The client was edited since.",
    "The client was edited since.",
    null,
  ])
})

test("a field that was changed since keeps its value, the others go back", async () => {
  const { id: clientId } = await addClient(centre, {
    uciNumber: "0012345",
    serviceCoordinator: "Old",
    language: "English",
  })
  const { id } = await bringIn(
    "first_name,last_name,uci_number,service_coordinator,language\nAna,Reyes,0012345,New,Spanish",
  )
  await updateClient(centre.admin(), { id: clientId, changes: { serviceCoordinator: "Newest" } })
  expect(await undo(id)).toMatchObject({ undone: 0, kept: 1 })
  expect(await sql`select service_coordinator as coordinator, language from clients`).toEqual([
    { coordinator: "Newest", language: "English" },
  ])
  expect((await rows(id))[0]?.undoProblem).toBe("Changed since: Service coordinator.")
})

test("half of a POS that was changed since keeps the other half, so that it stays a period", async () => {
  const { id: clientId } = await addClient(centre, {
    uciNumber: "0012345",
    posStartDate: "2025-01-01",
    posEndDate: "2025-06-30",
  })
  const { id } = await bringIn(
    "first_name,last_name,uci_number,pos_start_date,pos_end_date\nAna,Reyes,0012345,1/1/2026,6/30/2026",
  )
  await updateClient(centre.admin(), { id: clientId, changes: { posStartDate: "2026-02-01" } })
  await undo(id)
  expect(await sql`select pos_start_date, pos_end_date from clients`).toEqual([
    { pos_start_date: "2026-02-01", pos_end_date: "2026-06-30" },
  ])
})

test("a UCI number that somebody else has by now does not come back", async () => {
  await addClient(centre, { uciNumber: "0012345", dateOfBirth: "2001-02-14" })
  const { id } = await load("first_name,last_name,date_of_birth,uci_number\nAna,Reyes,2/14/2001,")
  await configureImport(centre.admin(), { id, options: { update: true, clearBlank: true } })
  await preview(id)
  await write(id)
  await addClient(centre, { firstName: "Eva", lastName: "Ruiz", uciNumber: "0012345" })
  expect(await undo(id)).toMatchObject({ kept: 1 })
  expect((await rows(id))[0]?.undoProblem).toBe("Changed since: UCI number.")
})

test("an undone file can be imported again", async () => {
  const text = "first_name,last_name,uci_number\nAna,Reyes,0012345"
  const { id } = await bringIn(text)
  await undo(id)
  expect((await bringIn(text)).outcomes.created).toBe(1)
  expect(await present()).toEqual([{ name: "Ana" }])
})

test("only a finished import is undone, and once", async () => {
  const { id } = await load("first_name,last_name\nAna,Reyes")
  await expect(undo(id)).rejects.toMatchObject({ kind: "conflict" })
  await preview(id)
  await write(id)
  await undo(id)
  await expect(undo(id)).rejects.toMatchObject({ kind: "conflict" })
})
