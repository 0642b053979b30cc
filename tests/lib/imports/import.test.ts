import { expect, test } from "vitest"
import { listClients } from "../../../lib/clients/list"
import { advanceImport } from "../../../lib/imports/advance"
import { startCheck } from "../../../lib/imports/check"
import { loadFile } from "../../../lib/imports/load"
import { startImport } from "../../../lib/imports/run"
import { undoImport } from "../../../lib/imports/undo"
import { addClient, openCentre } from "../../support/cast"

const centre = await openCentre()
const { sql } = centre

async function load(text: string) {
  const { id } = await loadFile(centre.admin(), { fileName: "clients.csv", bytes: Buffer.from(text) })
  await startCheck(centre.admin(), { id })
  await advanceImport(centre.system, id)
  return id
}

test("a file becomes clients with memberships, changes who is there, and is taken back", async () => {
  const ana = await addClient(centre, {
    firstName: "Ana",
    lastName: "Reyes",
    uciNumber: "0012345",
    phone: "661 555 0101",
  })
  const id = await load(
    [
      "First Name,Surname,E-mail,UCI #,DOB,Plan,Starts on",
      "ana,REYES,ana@example.org,12345,2/3/2001,Unlimited,1/1/2026",
      "Theo,Nguyen,theo@example.org,,,,",
      "Theo,Nguyen,theo@example.org,,5/6/1999,Student,2026-02-01",
      "Bad,Date,,,2/30/2001,,",
    ].join("\n"),
  )
  const rows =
    await sql`select line, action, same_as, changes, problems from import_rows where import_id = ${id} order by line`
  console.log(JSON.stringify(rows, null, 1))
  await startImport(centre.admin(), { id })
  await advanceImport(centre.system, id)
  console.log(
    JSON.stringify(
      await sql`select line, outcome, client_id, membership_id from import_rows where import_id = ${id} order by line`,
    ),
  )
  const all = await listClients(centre.admin(), {})
  console.log(
    all.rows.map((c) => [
      c.firstName,
      c.lastName,
      c.email,
      c.uciNumber,
      c.dateOfBirth,
      c.coverage.plan?.name,
      c.coverage.endsOn,
    ]),
  )
  await undoImport(centre.admin(), { id })
  await advanceImport(centre.system, id)
  const after = await listClients(centre.admin(), {})
  console.log(
    after.rows.map((c) => [
      c.firstName,
      c.lastName,
      c.email,
      c.uciNumber,
      c.dateOfBirth,
      c.coverage.plan?.name,
    ]),
  )
  expect(after.rows).toHaveLength(1)
  expect(after.rows[0]).toMatchObject({ id: ana.id, firstName: "Ana", email: null, dateOfBirth: null })
})

test.skipIf(!process.env.BIG)(
  "timing",
  async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, i) =>
        `Ana${i},Reyes${i % 977},ana${i}@example.org,${6615550000 + i},1/2/2001,Rosa,${1000000 + i},Kim Park,1/1/2026,12/31/2026,English,A note,unlimited,2026-01-01,2026-12-31`,
    )
    const text =
      "first_name,last_name,email,phone,date_of_birth,parent_guardian_name,uci_number,service_coordinator,pos_start_date,pos_end_date,language,notes,plan_code,membership_starts_on,membership_ends_on\n" +
      lines.join("\n")
    let t = Date.now()
    const id = await load(text)
    console.log("check", Date.now() - t, Math.round(process.memoryUsage().rss / 1e6))
    t = Date.now()
    await startImport(centre.admin(), { id })
    await advanceImport(centre.system, id)
    console.log("run", Date.now() - t, Math.round(process.memoryUsage().rss / 1e6))
    t = Date.now()
    console.log(await sql`select outcome, count(*) from import_rows where import_id = ${id} group by 1`)
    await undoImport(centre.admin(), { id })
    await advanceImport(centre.system, id)
    console.log("undo", Date.now() - t)
  },
  600_000,
)
