import { afterEach, expect, test } from "vitest"
import { clients } from "../../../db/schema"
import { deleteClient } from "../../../lib/clients/delete"
import { exportClients } from "../../../lib/imports/export-clients"
import { enroll } from "../../../lib/memberships/enroll"
import { addCast, addClient, day, openCentre } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const { sql } = centre

afterEach(() => sql`truncate clients, memberships, events cascade`)

type Filter = Parameters<typeof exportClients>[1]

async function linesOf(filter: Filter = {}, ctx = centre.admin()) {
  const pieces: string[] = []
  for await (const piece of await exportClients(ctx, filter)) pieces.push(piece)
  return pieces.join("").split("\r\n").slice(0, -1)
}

test("a client is one row, with dates and phone as programs write them, and harmless in a spreadsheet", async () => {
  const { id } = await addClient(centre, {
    firstName: "=HYPERLINK(1)",
    lastName: 'Reyes "Rey", Jr.',
    phone: "(661) 555-0101",
    dateOfBirth: "2/14/2001",
    uciNumber: "0012345",
    posStartDate: "1/1/2026",
    posEndDate: "12/31/2026",
    notes: "@home",
  })
  expect(await linesOf()).toEqual([
    "first_name,last_name,email,phone,date_of_birth,parent_guardian_name,uci_number,service_coordinator," +
      "pos_start_date,pos_end_date,language,notes,plan_code,membership_starts_on,membership_ends_on,client_id",
    `"'=HYPERLINK(1)","Reyes ""Rey"", Jr.",,"'+16615550101",2001-02-14,,0012345,,2026-01-01,2026-12-31,,"'@home",,,,${id}`,
  ])
})

test("each membership that counts has a row, with the last day on which it does", async () => {
  const { id: clientId } = await addClient(centre)
  const term = { clientId, planCode: "unlimited" }
  for (const [startsOn, endsOn] of [
    [day(100), day(199)],
    [day(0), day(99)],
    [day(200), day(300)],
  ] as const)
    await enroll(centre.admin(), { ...term, startsOn, endsOn })
  await sql`
    update memberships set cancelled_at = now(), cancelled_from = case when starts_on = ${day(0)} then ${day(50)}::date else starts_on end
    where starts_on in (${day(0)}, ${day(200)})`
  const [, ...rows] = await linesOf()
  expect(rows.map((row) => row.split(",").slice(12))).toEqual([
    ["unlimited", day(0), day(49), clientId],
    ["unlimited", day(100), day(199), clientId],
  ])
})

test("only the clients of the filter are exported, and nobody who was deleted", async () => {
  const { ada, theo } = await addCast(centre)
  await deleteClient(centre.admin(), { id: (await addClient(centre, { firstName: "Adam" })).id })
  const idsOf = (lines: string[]) => lines.slice(1).map((line) => line.split(",").at(-1))
  expect(idsOf(await linesOf({ status: "expired" }))).toEqual([ada.id])
  expect(idsOf(await linesOf({ query: "nguy" }))).toEqual([theo.id])
  expect(await linesOf()).toHaveLength(8)
})

test("everybody of several pages is exported once, also who was added at the same moment", async () => {
  const stamps = { createdAt: centre.admin().now, updatedAt: centre.admin().now }
  const people = Array.from({ length: 1234 }, (_, i) => ({
    firstName: `Ana${i}`,
    lastName: "Reyes",
    ...stamps,
  }))
  await centre.db.insert(clients).values(people)
  const [, ...rows] = await linesOf()
  expect(rows.map((row) => row.split(",")[0])).toEqual(people.map(({ firstName }) => firstName))
})

test("an export is read page by page, as it is fetched", async () => {
  const stamps = { createdAt: centre.admin().now, updatedAt: centre.admin().now }
  const people = Array.from({ length: 1001 }, (_, i) => ({
    firstName: `Ana${i}`,
    lastName: "Reyes",
    ...stamps,
  }))
  await centre.db.insert(clients).values(people)
  const pieces = await exportClients(centre.admin(), {})
  await pieces.next()
  await pieces.next()
  await sql`delete from clients where first_name = 'Ana1000'`
  const rest: string[] = []
  for await (const piece of pieces) rest.push(piece)
  expect(rest.map((piece) => piece.split("\r\n").length - 1)).toEqual([500])
})

test("who exported which list, and how long it was, is written down, but not whom they searched for", async () => {
  await addCast(centre)
  await linesOf({ query: "garcia", status: "active" })
  const rows = await sql`select actor_name, client_id, data from events where type = 'clients.exported'`
  expect(rows).toEqual([
    {
      actor_name: "Alex Admin",
      client_id: null,
      data: { filter: { status: "active", searched: true }, rows: 2 },
    },
  ])
})

test("who may not export gets no line, and nothing is written down", async () => {
  await addCast(centre)
  const before = await everythingIn(sql)
  await expect(linesOf({}, centre.staff())).rejects.toMatchObject({ kind: "forbidden" })
  await expect(linesOf({ status: "gone" as never })).rejects.toMatchObject({ kind: "invalid" })
  expect(await everythingIn(sql)).toBe(before)
})
