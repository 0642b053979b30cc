import { beforeAll, describe, expect, test } from "vitest"
import { clientHistory } from "../../../lib/clients/history"
import { idFor } from "../../../lib/krc/ids"
import { migrateFromKrc } from "../../../lib/krc/migrate"
import { type Reconciliation, reconciliationLines } from "../../../lib/krc/reconciliation"
import type { UserLink } from "../../../lib/krc/users"
import { passwordLink } from "../../../lib/users/set-password"
import { beforeTests } from "../../support/before"
import { openCentre } from "../../support/cast"
import { openPredecessor } from "../../support/predecessor"

const centre = openCentre()
const { sql } = centre
const predecessor = beforeTests(() => openPredecessor("numbers"))
const id = (table: string, n: number) => idFor(table, String(n))
const client = async (n: number) => (await sql`select * from clients where id = ${id("clients", n)}`)[0]
const membership = async (n: number) =>
  (await sql`select * from memberships where id = ${id("memberships", n)}`)[0]
const visit = async (n: number) => (await sql`select * from check_ins where id = ${id("check_ins", n)}`)[0]

let reconciliation: Reconciliation
let links: UserLink[]
const changed = (table: string, words: string) => finding(reconciliation.changed, table, words)
const leftOut = (table: string, words: string) => finding(reconciliation.leftOut, table, words)
function finding(some: Reconciliation["changed"], table: string, words: string) {
  const found = some.filter((one) => one.table === table && one.what.includes(words))
  return found.flatMap(({ ids }) => ids).sort()
}

beforeAll(async () => {
  const long = "A line of twenty chr\n".repeat(600)
  await predecessor.sql.unsafe(`
    insert into users (id, email, first_name, last_name, role, active, password, created_at) values
      (1, 'Olga@BEC.example ', 'Olga', 'Owner', 'OWNER', 1, 'secret-hash', '2020-01-01'),
      (2, 'olga@bec.example', 'Olga', 'Again', 'STAFF', 1, 'secret-hash', '2021-01-01'),
      (3, 'fred@bec.example', 'Fred', 'Former', 'STAFF', 0, 'secret-hash', '2020-01-01'),
      (4, 'not an address', 'No', 'Mail', 'ADMIN', 1, 'secret-hash', '2020-01-01'),
      (5, 'ada@bec.example', 'Ada', null, 'ADMIN', 1, null, '2020-01-01'),
      (6, 'SAM.STAFF@bec.example', 'Sam', 'Staff', 'ADMIN', 1, 'secret-hash', '2019-01-01');
    insert into clients (id, name, email, phone, dob, pos_number, pos_start, pos_end, comments, created_at, updated_at, is_deleted)
    values
      (1, 'Maria Lopez', 'Maria@Example.org', '(661) 555-0111', '2001-02-03', '0012345', '2026-01-01', '2026-12-31', null,
        '2024-05-01 10:00', '2025-05-01 10:00', false),
      (2, 'Nguyen, Theo', 'theo at home', '555-CALL', null, ' 0012345 ', null, null, 'Likes racing', '2025-05-01', null, false),
      (3, 'Ada', '', '', '1890-01-01', '0012345', '2026-05-01', '2026-04-01', '${"x".repeat(20_005)}', '2026-01-01', null, false),
      (4, 'Ben Carter', null, '+52 55 1234 5678', null, '0012345', null, null, null, null, '2025-03-03 12:00', true),
      (5, '', null, null, null, '', null, null, null, null, null, false),
      (6, '${"Long ".repeat(30)}Name', null, null, null, '${"9".repeat(60)}', null, null, null, '2025-01-01', null, null);
    insert into memberships (id, client_id, plan, plan_name, starts_at, ends_at, state, canceled_on, created_at) values
      (1, 1, 'Unlimited', null, '2026-01-01', '2026-12-31', 'ACTIVE', null, '2026-01-01 09:00'),
      (2, 1, '10 Hours', null, '2026-03-01 08:00', '2026-03-31 23:59:59', 'active', null, '2026-01-01'),
      (3, 1, 'unlimited', null, '2026-05-01', '2026-04-30', 'active', null, '2026-01-01'),
      (4, 2, 'gold', null, '2026-01-01', '2026-04-30', 'active', null, '2026-01-01'),
      (5, 2, 'silver', 'Silver Pass', '2026-01-01', '2026-01-30', 'active', null, '2026-01-01'),
      (6, 2, 'SILVER', null, '2026-02-01', '2026-03-02', 'frozen', null, '2026-01-01'),
      (7, 3, 'student', null, '2026-01-01', '2026-06-30', 'inactive', null, '2026-01-01'),
      (8, 3, 'student', null, '2026-01-01', '2026-06-30', 'Cancelled', '2026-03-01', '2026-01-01'),
      (9, 99, 'student', null, '2026-01-01', '2026-06-30', 'active', null, '2026-01-01'),
      (10, 1, null, null, '2026-01-01', '2026-06-30', 'active', null, '2026-01-01'),
      (11, 1, 'student', null, '2026-01-01', null, 'active', null, '2026-01-01'),
      (12, 1, 'student', null, '2026-01-01', 'infinity', 'active', null, '2026-01-01');
    insert into check_ins (id, client_id, created_by, created_at, check_out_at, device, source) values
      (1, 1, 1, '2026-03-09 18:00:00.123456', '2026-03-09 19:00', ' PC-07 ', 'qr'),
      (2, 1, 77, '2026-03-09 18:00', null, null, null),
      (3, 1, 4, '2026-03-10 17:00', null, null, 'carrier pigeon'),
      (4, 2, 2, '2026-03-01 18:00', '2026-03-01 17:00', '', 'MANUAL'),
      (5, 2, null, '2026-03-02 05:30', null, null, 'zapier'),
      (6, 99, null, '2026-03-02 05:30', null, null, 'staff'),
      (7, null, null, '2026-03-02 05:30', null, null, 'staff'),
      (8, 1, null, null, null, null, 'staff'),
      (9, 4, null, '2020-02-29 20:00', '2020-02-29 21:00', null, 'kiosk');
    insert into client_notes (id, client_id, author_id, content, created_at, deleted_at) values
      (1, 1, 2, E'  Came with\\r\\nher brother ', '2025-01-01 10:00', null),
      (2, 1, 77, 'By somebody who left', '2025-01-02 10:00', null),
      (3, 1, null, '${long}', '2025-01-03 10:00', null),
      (4, 1, 1, '  ', '2025-01-03 10:00', null),
      (5, 1, 1, 'Taken back', '2025-01-03 10:00', '2025-01-04'),
      (6, 99, 1, 'Of nobody', '2025-01-03 10:00', null),
      (7, 2, 6, 'By a user who is here', '2025-01-03 10:00', null);
    insert into tags (id, label) values (1, 'League'), (2, 'LEAGUE'), (3, ' '), (4, '${"t".repeat(50)}'), (5, 'Évènement'), (6, 'ÉVÈNEMENT');
    insert into client_tags (client_id, tag_id) values (1, 1), (1, 2), (2, 2), (1, 3), (99, 1), (1, 99), (2, 6), (1, null);
    insert into contact_methods (client_id, method_type, contact_value) values
      (1, 'Mobile', '661 555 0170'), (1, 'phone', '+16615550170'), (1, 'Email', ' Mother@Example.ORG '),
      (1, 'phone', 'ask her sister'), (1, 'discord', 'maria#1234'), (2, 'phone', null), (99, 'phone', '661 555 0171');
    insert into consents (client_id, kind, status, given_at, withdrawn_at, created_at) values
      (1, 'sms', 'granted', '2025-01-01', null, '2025-01-01'),
      (1, 'SMS', 'granted', '2025-02-01', null, '2025-02-01'),
      (1, 'email', 'granted', null, null, '2025-03-01'),
      (2, 'sms', 'granted', '2025-01-01', null, '2025-01-01'),
      (2, 'sms', 'revoked', '2025-02-01', '2025-06-01', '2025-02-01'),
      (2, 'photo_release', 'denied', null, null, '2025-02-01'),
      (2, 'fax', 'granted', '2025-02-01', null, '2025-02-01'),
      (3, 'photo', 'granted', '2025-02-01', '2025-01-01', '2025-02-01'),
      (99, 'sms', 'granted', '2025-02-01', null, null),
      (3, 'sms', 'pending', '2025-02-01', null, '2025-02-01'),
      (3, 'email', null, null, null, '2025-02-01');
  `)
  const result = await migrateFromKrc(centre.system(), { url: predecessor.url })
  reconciliation = result.reconciliation
  links = result.links
})

test("every row is either moved or left out, and every new row here is accounted for", async () => {
  for (const [table, { there, moved, leftOut, added, here }] of Object.entries(reconciliation.tables)) {
    const [counted] = await predecessor.sql`select count(*)::int as n from ${predecessor.sql(table)}`
    expect({ table, there, here }).toEqual({ table, there: counted?.n, here: moved + added })
    expect({ table, n: moved + leftOut }).toEqual({ table, n: there })
  }
  const counts = Object.entries(reconciliation.tables).map(([table, { there, moved, added }]) => [
    ...[table, there, moved, added],
  ])
  expect(counts).toEqual([
    ["users", 6, 3, 1],
    ["clients", 6, 6, 0],
    ["memberships", 12, 6, 0],
    ["check_ins", 9, 6, 0],
    ["client_notes", 7, 4, 3],
    ["tags", 6, 3, 0],
    ["client_tags", 8, 3, 0],
    ["contact_methods", 7, 2, 0],
    ["consents", 11, 5, 0],
  ])
})

describe("users", () => {
  test("come with their role and state, without a password", async () => {
    const rows = await sql`
      select email, name, role, password_hash, deactivated_at is null as active from users
      where id in ${sql([1, 2, 3, 4, 5, 6].map((n) => id("users", n)))} order by email`
    expect(rows.map(({ ...row }) => row)).toEqual([
      { email: "ada@bec.example", name: "Ada", role: "admin", password_hash: null, active: true },
      { email: "fred@bec.example", name: "Fred Former", role: "staff", password_hash: null, active: false },
      { email: "olga@bec.example", name: "Olga Owner", role: "staff", password_hash: null, active: true },
    ])
    expect(changed("users", "role that is not known")).toEqual(["1"])
    expect(leftOut("users", "another user")).toEqual(["2", "6"])
    expect(leftOut("users", "no e-mail")).toEqual(["4"])
  })

  test("get a link each, unless they are deactivated", async () => {
    expect(links.map(({ email }) => email).sort()).toEqual(["ada@bec.example", "olga@bec.example"])
    const found = await passwordLink(centre.visitor(), { token: links[0]?.token ?? "" })
    expect(found).toMatchObject({ name: expect.stringMatching(/Olga Owner|Ada/) })
  })

  test("are not asked for their passwords", () => {
    const users = reconciliation.columns.find(({ table }) => table === "users")
    expect(users?.ignored).toContain("password")
  })
})

describe("clients", () => {
  test("keep their times, dates and number", async () => {
    expect(await client(1)).toMatchObject({
      ...{ first_name: "Maria", last_name: "Lopez", email: "maria@example.org", phone: "+16615550111" },
      ...{ date_of_birth: "2001-02-03", pos_start_date: "2026-01-01", pos_end_date: "2026-12-31" },
      ...{ external_ids: { krc: ["1"] }, created_at: new Date("2024-05-01T10:00Z"), deleted_at: null },
      ...{ updated_at: new Date("2025-05-01T10:00Z"), version: 1 },
    })
  })

  test("of one UCI number share it no longer: the newest keeps it, deleted ones do not count", async () => {
    expect((await client(3))?.uci_number).toBe("0012345")
    expect((await client(1))?.uci_number).toBeNull()
    expect((await client(1))?.notes).toContain(
      "UCI number in the old system, which another client has: 0012345",
    )
    expect((await client(2))?.notes).toMatch(/^Likes racing\n.*UCI number .*: 0012345$/s)
    expect((await client(4))?.uci_number).toBe("0012345")
    expect(changed("clients", "UCI number of a newer client")).toEqual(["1", "2"])
  })

  test("lose nothing that no field can keep", async () => {
    const theo = await client(2)
    expect(theo).toMatchObject({ first_name: "Theo", last_name: "Nguyen", email: null, phone: null })
    expect(theo?.notes).toContain("E-mail in the old system: theo at home")
    expect(theo?.notes).toContain("Phone in the old system: 555-CALL")
    expect(changed("clients", "Phone that cannot be kept")).toEqual(["2"])
    expect(changed("clients", "E-mail that cannot be kept")).toEqual(["2"])
    expect(changed("clients", "UCI number that cannot be kept")).toEqual(["6"])
    expect((await client(6))?.notes).toContain("9".repeat(60))
    expect((await client(6))?.notes).toContain("Long ".repeat(30).trim())
  })

  test("with notes that are too long keep them, in staff notes", async () => {
    const ada = await client(3)
    const rows =
      await sql`select body from client_notes where client_id = ${ada?.id} order by created_at desc, id desc`
    const text = rows.map(({ body }) => body).join("")
    expect(ada?.notes).toHaveLength(20_000)
    expect(text).toContain("xxxxx\n")
    expect(text).toContain("Date of birth in the old system: 1890-01-01 00:00:00")
    expect(ada).toMatchObject({ date_of_birth: null, pos_start_date: "2026-05-01", pos_end_date: null })
    expect(text).toContain("2026-04-01")
  })

  test("without a whole name have a dash for what is missing", async () => {
    expect(await client(3)).toMatchObject({ first_name: "Ada", last_name: "—" })
    expect(await client(5)).toMatchObject({
      first_name: "—",
      last_name: "—",
      created_at: centre.system().now,
    })
    expect(changed("clients", "no first or no last name")).toEqual(["3", "5"])
  })

  test("who were deleted stay deleted", async () => {
    expect(await client(4)).toMatchObject({
      deleted_at: new Date("2025-03-03T12:00Z"),
      phone: "+525512345678",
    })
  })

  test("tell where they came from", async () => {
    const { rows: history } = await clientHistory(centre.admin(), { clientId: id("clients", 1) })
    expect(history).toMatchObject([{ type: "client.migrated", data: { krcId: "1" }, actorName: "Test" }])
  })
})

describe("memberships", () => {
  test("keep the days they name", async () => {
    expect(await membership(1)).toMatchObject({
      starts_on: "2026-01-01",
      ends_on: "2026-12-31",
      cancelled_at: null,
    })
    expect(await membership(2)).toMatchObject({ starts_on: "2026-03-01", ends_on: "2026-03-31" })
  })

  test("of a plan with a name get the plan, others of unknown plans are left out", async () => {
    const plans =
      await sql`select code, name, length_value from plans where code like 'silver%' or code = 'gold'`
    expect(plans.map(({ ...row }) => row)).toEqual([
      { code: "silver", name: "Silver Pass", length_value: 30 },
    ])
    expect(await membership(6)).toMatchObject({ plan_id: (await membership(5))?.plan_id })
    expect(leftOut("memberships", "plan that is not known")).toEqual(["10", "4"])
    expect(changed("memberships", "status that is not known")).toEqual(["6"])
  })

  test("that were cancelled count until then, and without a date not at all", async () => {
    expect(await membership(7)).toMatchObject({ cancelled_from: "2026-01-01", holds_until: null })
    expect(await membership(8)).toMatchObject({ cancelled_from: "2026-03-01", holds_until: "2026-02-28" })
    expect((await membership(8))?.cancelled_at).toEqual(new Date("2026-03-01T08:00Z"))
  })

  test("that make no sense are left out", () => {
    expect(leftOut("memberships", "ends before")).toEqual(["3"])
    expect(leftOut("memberships", "client who was not moved")).toEqual(["9"])
    expect(leftOut("memberships", "no first or no last day")).toEqual(["11", "12"])
  })
})

describe("check-ins", () => {
  test("keep their time, place, method and who did it", async () => {
    expect(await visit(1)).toMatchObject({
      ...{
        checked_in_at: new Date("2026-03-09T18:00:00.123Z"),
        checked_out_at: new Date("2026-03-09T19:00Z"),
      },
      ...{ station: "PC-07", method: "kiosk", user_id: id("users", 1), needs_review: false },
    })
    expect(await visit(4)).toMatchObject({ user_id: id("users", 1), method: "staff", station: null })
    expect(await visit(3)).toMatchObject({ user_id: null, method: "staff" })
    expect(changed("check_ins", "method that is not known")).toEqual(["3"])
  })

  test("that nobody ended stay open on the day itself, and else end at closing time", async () => {
    expect(await visit(3)).toMatchObject({ checked_out_at: null, needs_review: false })
    expect(await visit(2)).toMatchObject({
      checked_out_at: new Date("2026-03-10T03:00Z"),
      needs_review: true,
    })
  })

  test("that began after closing time end at the next", async () => {
    expect(await visit(5)).toMatchObject({
      checked_out_at: new Date("2026-03-03T04:00Z"),
      needs_review: true,
    })
  })

  test("that ended before they began lose their end", async () => {
    expect(await visit(4)).toMatchObject({ checked_out_at: null, needs_review: true })
    expect(changed("check_ins", "ended before it began")).toEqual(["4"])
  })

  test("of nobody and of no time are left out; those of deleted clients are not", async () => {
    expect(leftOut("check_ins", "client who was not moved")).toEqual(["6", "7"])
    expect(leftOut("check_ins", "no time")).toEqual(["8"])
    expect(await visit(9)).toBeDefined()
  })
})

describe("notes", () => {
  test("keep their author, also where two users were one person", async () => {
    const rows = await sql`
      select n.body, u.email from client_notes n join users u on u.id = n.author_id
      where n.id in ${sql([1, 2, 7].map((n) => id("client_notes", n)))} order by n.created_at`
    expect(rows.map(({ ...row }) => row)).toEqual([
      { body: "Came with\nher brother", email: "olga@bec.example" },
      { body: "By somebody who left", email: "former.staff@krc.invalid" },
      { body: "By a user who is here", email: "sam.staff@bec.example" },
    ])
    expect(changed("client_notes", "author is gone")).toEqual(["2", "3"])
  })

  test("that are too long are read on in the next", async () => {
    const rows = await sql`
      select body from client_notes where client_id = ${id("clients", 1)} and created_at <= '2025-01-03 10:00Z'
      and created_at > '2025-01-03 09:00Z' order by created_at desc`
    expect(rows.map(({ body }) => body).join("")).toBe("A line of twenty chr\n".repeat(600).trim())
    expect(rows.map(({ body }) => body.length <= 5000)).toEqual([true, true, true])
    expect(rows[1]?.body).toMatch(/^A line/)
  })

  test("that are empty, deleted or of nobody are left out", () => {
    expect(leftOut("client_notes", "is empty")).toEqual(["4"])
    expect(leftOut("client_notes", "was deleted")).toEqual(["5"])
    expect(leftOut("client_notes", "client who was not moved")).toEqual(["6"])
  })
})

test("tags in another case are one", async () => {
  const rows = await sql`select name from tags order by name`
  expect(rows.map(({ name }) => name).sort()).toEqual(["League", "t".repeat(40), "Évènement"])
  const given = await sql`
    select c.first_name, t.name from client_tags join clients c on c.id = client_id join tags t on t.id = tag_id order by 1, 2`
  expect(given.map(({ first_name, name }) => `${first_name} ${name}`)).toEqual([
    ...["Maria League", "Theo League", "Theo Évènement"],
  ])
  expect(leftOut("tags", "another case")).toEqual(["2", "6"])
})

test("contacts are kept in one writing, and what is none goes into the notes", async () => {
  const rows = await sql`select kind, value from contact_methods order by kind`
  expect(rows.map(({ ...row }) => row)).toEqual([
    { kind: "email", value: "mother@example.org" },
    { kind: "phone", value: "+16615550170" },
  ])
  expect((await client(1))?.notes).toContain("Contact in the old system (phone): ask her sister")
  expect((await client(1))?.notes).toContain("Contact in the old system (discord): maria#1234")
  expect(leftOut("contact_methods", "now in the client's notes")).toEqual(["4", "5"])
})

test("a consent never holds longer than it did", async () => {
  const rows = await sql`
    select c.first_name, k.kind, k.granted_at::date as granted, k.revoked_at::date as revoked
    from consents k join clients c on c.id = k.client_id order by 1, 2, 3`
  expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
    "Ada photo 2025-02-01 2025-02-01",
    "Maria email 2025-03-01 ",
    "Maria sms 2025-01-01 ",
    "Theo sms 2025-01-01 2025-06-01",
    "Theo sms 2025-02-01 2025-06-01",
  ])
  expect(leftOut("consents", "never given")).toEqual(["6"])
  expect(leftOut("consents", "does not say")).toEqual(["10", "11"])
  expect(leftOut("consents", "already")).toEqual(["2"])
})

test("the reconciliation names nobody", () => {
  const text = reconciliationLines(reconciliation).join("\n")
  for (const word of [
    "Maria",
    "Lopez",
    "Nguyen",
    "0012345",
    "555",
    "example.org",
    "Olga",
    "bec.example",
    "secret",
  ])
    expect(text).not.toContain(word)
  expect(text).toContain("memberships: 1 × ends before it starts (3)")
  expect(text).toMatch(/^check_ins +9 +6 +3 +0 +6$/m)
})
