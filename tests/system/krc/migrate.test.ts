import { expect, onTestFinished, test } from "vitest"
import { listClients } from "../../../lib/clients/list"
import { idFor } from "../../../lib/krc/ids"
import { migrateFromKrc } from "../../../lib/krc/migrate"
import { everythingIn } from "../../lib/database"
import { addClient, openAnotherCentre } from "../../support/cast"
import { openPredecessor, uuidOf } from "../../support/predecessor"

/** A predecessor's database, which goes when the test is over. */
async function predecessorOf(dialect: Parameters<typeof openPredecessor>[0]) {
  const opened = await openPredecessor(dialect)
  onTestFinished(opened.close)
  return opened
}

/** A predecessor with UUIDs: one admin, two clients with all that belongs to them. */
async function predecessor() {
  const { url, sql } = await predecessorOf("uuid")
  await sql.unsafe(`
    insert into users values ('${uuidOf(1)}', 'olga@bec.example', 'Olga Owner', 'admin', true, 'x', '2020-01-01Z', '2021-01-01Z');
    insert into clients (id, first_name, last_name, phone, pos_number, external_ids, created_at, updated_at, deleted_at) values
      ('${uuidOf(11)}', 'Maria', 'Lopez', '661-555-0111', '0012345', '{"ggleap": "g-1", "score": 7}',
        '2024-01-01 12:00-08', '2025-01-01 12:00-07', null),
      ('${uuidOf(12)}', 'Theo', 'Nguyen', null, null, null, '2024-01-02 12:00Z', '2025-01-01 12:00Z', '2025-02-01Z');
    insert into memberships values ('${uuidOf(21)}', '${uuidOf(11)}', 'unlimited', '2026-01-01', '2026-12-31', 'active',
      null, 'zap-1', '2026-01-01Z', '2026-01-02Z'), ('${uuidOf(22)}', '${uuidOf(11)}', 'unlimited', '2026-06-01',
      '2026-12-31', 'cancelled', '2026-07-01 20:00Z', 'zap-1', '2026-01-01Z', '2026-01-02Z');
    insert into check_ins values ('${uuidOf(31)}', '${uuidOf(11)}', '${uuidOf(1)}', '2026-03-01 20:00Z',
      '2026-03-01 21:00Z', 'PC-07', 'staff', 'Brought a friend');
    insert into client_notes values ('${uuidOf(41)}', '${uuidOf(11)}', '${uuidOf(1)}', 'Likes racing', '2026-02-01Z');
    insert into tags values ('${uuidOf(51)}', 'League', 'red', '2024-01-01Z');
    insert into client_tags values ('${uuidOf(11)}', '${uuidOf(51)}');
    insert into contact_methods values ('${uuidOf(61)}', '${uuidOf(11)}', 'email', 'mother@example.org', 'Mother', true,
      '2024-01-01Z');
    insert into consents values ('${uuidOf(71)}', '${uuidOf(11)}', 'sms', true, '2024-01-01Z', null)`)
  return { url, sql }
}

test("UUIDs and times stay as they are", async () => {
  const centre = await openAnotherCentre()
  const { url } = await predecessor()
  const { reconciliation } = await migrateFromKrc(centre.system(), { url })
  for (const { there, moved } of Object.values(reconciliation.tables)) expect(moved).toBe(there)
  expect(reconciliation.leftOut).toEqual([])
  const [maria] = await centre.sql`select * from clients where id = ${uuidOf(11)}`
  expect(maria).toMatchObject({
    ...{ external_ids: { ggleap: ["g-1"], score: ["7"] }, uci_number: "0012345", phone: "+16615550111" },
    ...{ created_at: new Date("2024-01-01T20:00Z"), updated_at: new Date("2025-01-01T19:00Z") },
  })
  const [{ rows }] = [await listClients(centre.admin(), {})]
  expect(rows).toMatchObject([{ id: uuidOf(11), tags: ["League"], coverage: { status: "active" } }])
  const kept = await centre.sql`
    select (select created_at from memberships where id = ${uuidOf(21)}) as made,
      (select cancelled_from || ' ' || cancelled_at || ' ' || (external_id is null) from memberships where id = ${uuidOf(22)}) as cancelled,
      (select notes from check_ins where id = ${uuidOf(31)}) as visit,
      (select author_id from client_notes where id = ${uuidOf(41)}) as author,
      (select label from contact_methods where id = ${uuidOf(61)}) as label,
      (select granted_at from consents where id = ${uuidOf(71)}) as granted,
      (select updated_at from users where id = ${uuidOf(1)}) as changed`
  expect(kept[0]).toEqual({
    ...{ made: new Date("2026-01-01T00:00Z"), visit: "Brought a friend", author: uuidOf(1), label: "Mother" },
    ...{ granted: new Date("2024-01-01T00:00Z"), changed: new Date("2021-01-01T00:00Z") },
    cancelled: expect.stringMatching(/^2026-07-01 2026-07-01 .* true$/),
  })
})

test("a dry run tells the same and changes nothing", async () => {
  const centre = await openAnotherCentre()
  const { url } = await predecessor()
  const before = await everythingIn(centre.sql)
  const dry = await migrateFromKrc(centre.system(), { url, dryRun: true })
  expect(await everythingIn(centre.sql)).toBe(before)
  expect(dry.links).toEqual([])
  const real = await migrateFromKrc(centre.system(), { url })
  expect(dry.reconciliation).toEqual({ ...real.reconciliation, dryRun: true })
  expect(real.links).toMatchObject([{ email: "olga@bec.example" }])
})

test("a failure in the middle leaves nothing, here and there", async () => {
  const centre = await openAnotherCentre()
  const { url, sql } = await predecessor()
  // Rows that can be counted but not read: it fails when everything else is written.
  await sql.unsafe(`
    create function broken(uuid) returns text language plpgsql as $$ begin raise 'the disk is bad'; end $$;
    alter table consents rename to stored;
    create view consents as select id, client_id, broken(id) as consent_type, granted, granted_at, revoked_at from stored`)
  const before = [await everythingIn(centre.sql), await sql`select * from clients`]
  await expect(migrateFromKrc(centre.system(), { url })).rejects.toThrow("the disk is bad")
  expect([await everythingIn(centre.sql), await sql`select * from clients`]).toEqual(before)
})

test("a second time is refused, and with a will brings only what is new", async () => {
  const centre = await openAnotherCentre()
  const { url, sql } = await predecessor()
  await migrateFromKrc(centre.system(), { url })
  const before = await everythingIn(centre.sql)
  await expect(migrateFromKrc(centre.system(), { url })).rejects.toMatchObject({
    kind: "conflict",
    message: "There are clients in this database already. Nothing was moved.",
  })
  expect(await everythingIn(centre.sql)).toBe(before)
  await sql.unsafe(
    `insert into check_ins values ('${uuidOf(32)}', '${uuidOf(11)}', '${uuidOf(1)}', '2026-03-02 20:00Z', '2026-03-02 21:00Z')`,
  )
  const { reconciliation, links } = await migrateFromKrc(centre.system(), { url, intoNonEmpty: true })
  expect(links).toEqual([])
  expect(
    Object.entries(reconciliation.tables).flatMap(([table, { moved }]) => (moved > 0 ? table : [])),
  ).toEqual(["check_ins"])
})

test("a client who is here keeps their UCI number", async () => {
  const centre = await openAnotherCentre()
  const { url } = await predecessor()
  const here = await addClient(centre, { uciNumber: "0012345" })
  await migrateFromKrc(centre.system(), { url, intoNonEmpty: true })
  const rows = await centre.sql`select id from clients where uci_number = '0012345'`
  expect(rows.map(({ id }) => id)).toEqual([here.id])
})

test("two moves at once are one", async () => {
  const centre = await openAnotherCentre()
  const { url } = await predecessor()
  const outcomes = await Promise.allSettled([1, 2].map(() => migrateFromKrc(centre.system(), { url })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
})

test("a database that is not the predecessor's is refused before anything is read", async () => {
  const centre = await openAnotherCentre()
  const empty = await predecessorOf("nothing")
  const refusal = migrateFromKrc(centre.system(), { url: empty.url })
  await expect(refusal).rejects.toThrow("This is not the predecessor's database. There is no table users.")
  const { url, sql } = await predecessor()
  await sql.unsafe(
    "alter table clients drop column pos_number; alter table check_ins drop column check_in_time",
  )
  await expect(migrateFromKrc(centre.system(), { url })).rejects.toThrow(
    /clients has no column pos_number.*check_ins has no column checked_in_at or check_in_time/,
  )
  await expect(migrateFromKrc(centre.system(), { url: "postgres://127.0.0.1:1/none" })).rejects.toThrow(
    "The predecessor's database cannot be reached",
  )
  await expect(
    migrateFromKrc(centre.system(), { url: "mysql://x/y", timeZone: "Bakersfield" }),
  ).rejects.toMatchObject({ details: { fields: [{ field: "url" }, { field: "timeZone" }] } })
})

test("an address as Python writes it is understood", async () => {
  const centre = await openAnotherCentre()
  const { url } = await predecessor()
  const { reconciliation } = await migrateFromKrc(centre.system(), {
    url: url.replace(/^postgres(ql)?:/, "postgresql+asyncpg:"),
    dryRun: true,
  })
  expect(reconciliation.tables.clients.moved).toBe(2)
})

test("times without a time zone are read by the clock that was named, over both changes of the clocks", async () => {
  const centre = await openAnotherCentre()
  const { url, sql } = await predecessorOf("numbers")
  await sql.unsafe(`
    insert into clients (id, name, created_at) values (1, 'Maria Lopez', '2026-03-08 02:30');
    insert into check_ins (id, client_id, created_at, check_out_at) values
      (1, 1, '2025-11-02 00:50', '2025-11-02 01:10'), (2, 1, '2025-11-02 01:50', '2025-11-02 01:10'),
      (3, 1, '2026-03-08 01:50', '2026-03-08 03:10'), (4, 1, '2025-11-02 01:50', '2025-11-02 00:10')`)
  await migrateFromKrc(centre.system(), { url, timeZone: "America/Los_Angeles" })
  const minutes = async (n: number) => {
    const [row] = await centre.sql`
      select extract(epoch from checked_out_at - checked_in_at)::int / 60 as minutes, needs_review from check_ins
      where id = ${idFor("check_ins", String(n))}`
    return [row?.minutes, row?.needs_review]
  }
  expect(await minutes(1)).toEqual([20, false])
  expect(await minutes(2)).toEqual([20, false])
  expect(await minutes(3)).toEqual([20, false])
  expect(await minutes(4)).toEqual([null, true])
  expect((await centre.sql`select created_at from clients`)[0]?.created_at).toEqual(
    new Date("2026-03-08T10:30Z"),
  )
})

test("thousands of rows are moved in batches", async () => {
  const centre = await openAnotherCentre()
  const { url, sql } = await predecessorOf("numbers")
  await sql.unsafe(`
    insert into clients (id, name, created_at) select n, 'Ana Reyes', '2024-01-01' from generate_series(1, 4500) n;
    insert into memberships (id, client_id, plan, starts_at, ends_at, created_at)
      select n, n, 'unlimited', '2026-01-01', '2026-12-31', '2026-01-01' from generate_series(1, 4500) n;
    insert into check_ins (id, client_id, created_at, check_out_at)
      select n, 1 + n % 4500, '2024-01-01'::timestamp + n * interval '1 minute', '2025-01-01' from generate_series(1, 9000) n`)
  const { reconciliation } = await migrateFromKrc(centre.system(), { url })
  expect(reconciliation.tables).toMatchObject({
    clients: { moved: 4500, here: 4500 },
    memberships: { moved: 4500, here: 4500 },
    check_ins: { moved: 9000, here: 9000 },
  })
})
