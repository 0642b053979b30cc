import { randomUUID } from "node:crypto"
import { existsSync, readdirSync } from "node:fs"
import postgres from "postgres"
import { expect, inject, test } from "vitest"
import { connect } from "@/db/client"
import { migrate } from "@/db/migrate"
import { sealEvents } from "@/lib/audit/seal"
import { verifyAudit } from "@/lib/audit/verify"
import { checkIn } from "@/lib/check-ins/check-in"
import { countClients, listClients } from "@/lib/clients/list"
import type { Actor } from "@/lib/core/actor"
import type { Context } from "@/lib/core/operation"
import { now, sealer, timeZone } from "../../support/cast"
import {
  type Fixture,
  fileOf,
  load,
  migrateUpTo,
  readFixture,
  snapshot,
  versions,
} from "../../support/schema-fixtures"
import { withDatabase } from "../../support/template"

const MAKE = "npx tsx tests/fixtures/schema/make.ts makes it (its rows: tests/fixtures/schema/rows)"

test("there is a fixture of each version of the schema, with rows in every table of the newest", () => {
  expect(
    versions.filter((version) => !existsSync(fileOf(version))),
    MAKE,
  ).toEqual([])
  const known = [...versions.map((version) => `${version}.jsonl`), "make.ts", "rows"]
  expect(readdirSync("tests/fixtures/schema").filter((name) => !known.includes(name))).toEqual([])
  const { tables } = readFixture(String(versions.at(-1)))
  const empty = Object.keys(tables).filter((name) => tables[name]?.length === 0)
  // It is empty whenever a worker was there.
  expect(empty, MAKE).toEqual(["unsealed_events"])
})

test.each(versions)("a centre of %s comes to the newest schema with all it had", async (version) => {
  await withScratch(async (url) => {
    const fixture = readFixture(version)
    await migrateUpTo(url, version)
    expect((await snapshot(url)).migrations, "a migration was changed after it landed").toEqual(
      fixture.migrations,
    )
    await load(url, fixture)
    expect((await snapshot(url)).tables).toEqual(fixture.tables)

    await migrate(url)
    expect(lost(fixture.tables, (await snapshot(url)).tables)).toEqual([])
    await expectDerived(url)
    await expectWork(url)
  })
})

test("a row that a migration loses, or of which it changes a column, would be noticed", () => {
  const { tables } = readFixture("0002_coverage_and_plans")
  expect(lost(tables, { ...tables, consents: [] })).toHaveLength(2)
  const changed =
    tables.clients?.map((row) => (row.first_name === "Maria" ? { ...row, phone: null } : row)) ?? []
  expect(lost(tables, { ...tables, clients: changed })).toEqual([expect.stringContaining("Maria")])
})

/** What a migration takes away on purpose. */
const goes: Record<string, (row: Record<string, unknown>) => boolean> = {
  // Since 0005 a deleted client has no calendar.
  client_coverage: ({ client_id }) => /00[89]$/.test(String(client_id)),
}

/** What a migration writes in another way. */
const became: Record<string, (row: Record<string, unknown>) => Record<string, unknown>> = {
  // Since 0022 a client has every id of a sender, and not the last alone.
  clients: (row) => ({
    ...row,
    external_ids: Object.fromEntries(
      Object.entries((row.external_ids ?? {}) as Record<string, unknown>).map(([sender, id]) => [
        sender,
        Array.isArray(id) ? id : [id],
      ]),
    ),
  }),
}

/** Rows that are not there any more as they were, in the columns that there still are. */
function lost(before: Fixture["tables"], after: Fixture["tables"]): string[] {
  return Object.entries(before).flatMap(([name, had]) => {
    const now = became[name] ?? ((row) => row)
    const [rows, kept] = [had.map(now), (after[name] ?? []).map(now)]
    const columns = Object.keys(kept[0] ?? {})
    const of = (row: Record<string, unknown>) =>
      JSON.stringify(
        Object.entries(row)
          .filter(([column]) => columns.includes(column))
          .sort(),
      )
    const known = Object.keys(rows[0] ?? {}).filter((column) => columns.includes(column))
    const there = new Set(
      kept.map((row) => of(Object.fromEntries(known.map((column) => [column, row[column]])))),
    )
    return rows.filter((row) => !goes[name]?.(row) && !there.has(of(row))).map((row) => `${name}: ${of(row)}`)
  })
}

/** What is worked out of other rows is what would be worked out now. */
async function expectDerived(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const calendar = () => sql`select * from client_coverage order by client_id, starts_on`
    const before = [...(await calendar())]
    await sql`select refresh_client_coverage(array(select id from clients))`
    expect([...(await calendar())]).toEqual(before)
    const [dates] = await sql`
      select count(*)::int as wrong from memberships
      where (cancelled_at is null) <> (cancelled_from is null)
        or holds_until is distinct from case when cancelled_from is null then ends_on
          when cancelled_from > starts_on then least(ends_on, cancelled_from - 1) end`
    expect(dates?.wrong).toBe(0)
    const [told] = await sql`
      select count(*)::int as untold from client_coverage left join told_statuses using (client_id)
      where kind <> 'none' and current_date between starts_on and ends_on and status is null`
    expect(told?.untold).toBe(0)
    const versions = await sql`select name from data_versions order by name`
    expect(versions.map(({ name }) => name)).toEqual(["people", "visits"])
  } finally {
    await sql.end()
  }
}

/** The admin of the fixtures, signed in. */
const alex: Actor = {
  kind: "user",
  id: "a0000000-0000-7000-8000-000000000001",
  name: "Alex Admin",
  role: "admin",
  sessionId: "f1000000-0000-7000-8000-000000000001",
}

/** The desk goes on: everybody has the status they had, is found, is checked in; and the chain of what happened is whole. */
async function expectWork(url: string) {
  const { db, close } = connect(url, { max: 2 })
  try {
    const ctx: Context = {
      db,
      actor: alex,
      now,
      timeZone,
      requestId: "test",
      sealer,
    }
    expect(await countClients(ctx, {})).toMatchObject({
      all: 7,
      active: 3,
      expiring: 1,
      expired: 1,
      none: 1,
      pending: 1,
    })
    const [theo] = (await listClients(ctx, { query: "nguyen" })).rows
    expect(theo).toMatchObject({ firstName: "Theo", coverage: { status: "expiring" } })
    await checkIn(ctx, { clientId: String(theo?.id), idempotencyKey: randomUUID() })
    await sealEvents({ ...ctx, actor: { kind: "system", name: "Test" } }, {})
    const { sealed, waiting, faults } = await verifyAudit(db)
    expect({ waiting, faults }).toEqual({ waiting: 0, faults: [] })
    expect(sealed).toBeGreaterThanOrEqual(4)
  } finally {
    await close()
  }
}

async function withScratch(work: (url: string) => Promise<void>) {
  const serverUrl = inject("serverUrl")
  const name = `schema_${randomUUID().replaceAll("-", "")}`
  const server = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    await server.unsafe(`create database ${name} template template0`)
    await work(withDatabase(serverUrl, name))
  } finally {
    await server.unsafe(`drop database if exists ${name} with (force)`)
    await server.end()
  }
}
