import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import postgres from "postgres"
import { afterEach, beforeEach, expect, inject, test } from "vitest"
import { pendingMigrations } from "@/db/migrate"
import { restoreBackup } from "@/lib/backups/restore"
import { newKey } from "@/lib/backups/seal"
import { upgrade } from "@/lib/upgrade/upgrade"
import { beforeTests } from "../../support/before"
import { now, timeZone } from "../../support/cast"
import { load, migrateUpTo, readFixture, snapshot, versions } from "../../support/schema-fixtures"
import { withDatabase } from "../../support/template"

const newest = String(versions.at(-1))
const repository = process.cwd()
const key = beforeTests(newKey)
let [home, url] = ["", ""]

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "upgrade-"))
  const name = `upgrade_${process.pid}_${Math.floor(Math.random() * 1e9)}`
  await onServer((sql) => sql.unsafe(`create database ${name} template template0`))
  url = withDatabase(inject("serverUrl"), name)
})

afterEach(async () => {
  process.chdir(repository)
  rmSync(home, { recursive: true })
  await onServer((sql) =>
    sql.unsafe(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`),
  )
})

async function onServer(work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(inject("serverUrl"), { max: 1, onnotice: () => {} })
  await work(sql).finally(() => sql.end())
}

const input = (more = {}) => ({
  ownerUrl: url,
  appUrl: url,
  directory: join(home, "backups"),
  recipients: [key.recipient],
  origin: { version: "1", centre: { name: "BEC", timeZone }, settings: {} },
  whileRunning: false,
  ...more,
})

async function centreOf(version: string) {
  await migrateUpTo(url, version)
  await load(url, readFixture(version))
}

/** A later version of this program, with one more migration; its folder is the current one until the test ends. */
function laterVersion(migration: string) {
  const folder = join(home, "later")
  cpSync("drizzle", join(folder, "drizzle"), { recursive: true })
  const path = join(folder, "drizzle/meta/_journal.json")
  const journal = JSON.parse(readFileSync(path, "utf8"))
  const last = journal.entries.at(-1)
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: "9999_later" })
  writeFileSync(path, JSON.stringify(journal))
  writeFileSync(join(folder, "drizzle/9999_later.sql"), migration)
  process.chdir(folder)
}

const backups = async () =>
  (await readdir(join(home, "backups")).catch(() => [])).filter((name) => !name.endsWith(".json"))

test("a centre of an older version is upgraded after a good backup, and a second time nothing happens", async () => {
  await centreOf("0013_newest_memberships")
  const { applied, backup } = await upgrade(input())
  expect(applied).toBe(versions.length - versions.indexOf("0013_newest_memberships") - 1)
  expect(backup).toMatchObject({ state: "good" })
  expect(backup?.rows.clients).toBe(9)
  expect(await pendingMigrations(url)).toBe(0)
  const after = await snapshot(url)
  expect(await upgrade(input())).toEqual({ applied: 0, backup: undefined })
  expect(await snapshot(url)).toEqual(after)
  expect(await backups()).toHaveLength(1)
})

test("of two upgrades at once one is done and the other says no or finds nothing to do", async () => {
  await centreOf("0013_newest_memberships")
  const outcomes = await Promise.allSettled([upgrade(input()), upgrade(input())])
  const done = outcomes.filter((one) => one.status === "fulfilled")
  expect(done.map(({ value }) => value.applied).filter((applied) => applied > 0)).toHaveLength(1)
  for (const one of outcomes)
    if (one.status === "rejected")
      expect(String(one.reason)).toMatch("Another backup or restore is under way.")
  expect(await pendingMigrations(url)).toBe(0)
})

test("an empty database is made without a backup", async () => {
  expect(await upgrade(input())).toMatchObject({ applied: versions.length + 2, backup: undefined })
})

test.each([
  ["that fails", "create table more (n int); insert into more values (1/0);", "division by zero"],
  [
    "that loses rows",
    "create table more (n int); delete from consents where kind = 'sms';",
    "consents has 1 rows instead of 2.",
  ],
  ["that drops a table", "drop table check_in_repeats;", "The table check_in_repeats is gone."],
  [
    "that takes what the program reads",
    "alter table clients rename column notes to remarks;",
    'The program cannot read: column "notes" does not exist.',
  ],
  [
    "that changes what happened",
    "alter table events disable trigger all; update events set actor_name = 'Nobody';",
    "The audit log has",
  ],
])("a migration %s leaves everything as it was", async (_, migration, message) => {
  await centreOf(newest)
  const before = await snapshot(url)
  laterVersion(migration)
  await expect(upgrade(input())).rejects.toThrow(message)
  await expect(upgrade(input())).rejects.toThrow("everything is as it was")
  expect(await snapshot(url)).toEqual(before)
  expect((await backups()).length).toBeGreaterThan(0)
})

test("without a good backup nothing is migrated", async () => {
  await centreOf("0013_newest_memberships")
  const before = await snapshot(url)
  await expect(upgrade(input({ recipients: ["age1nobody"] }))).rejects.toThrow("BACKUP_RECIPIENT")
  writeFileSync(join(home, "backups"), "a file, where the folder should be")
  await expect(upgrade(input())).rejects.toThrow()
  expect(await snapshot(url)).toEqual(before)
})

test("nothing is done while web or worker are connected, unless that is asked for", async () => {
  await centreOf("0013_newest_memberships")
  const web = postgres(url, { max: 1 })
  await web`select 1`
  await expect(upgrade(input())).rejects.toThrow(
    "Others are connected to the database (1). Stop web and worker first",
  )
  expect(await pendingMigrations(url)).toBeGreaterThan(0)
  expect(await backups()).toEqual([])
  expect((await upgrade(input({ whileRunning: true }))).applied).toBeGreaterThan(0)
  await web.end()
})

test("going back is restoring the backup that the upgrade took, with the former version", async () => {
  await centreOf(newest)
  const before = await snapshot(url)
  laterVersion("create table later (n int); alter table clients add column nickname text;")
  const { backup } = await upgrade(input())
  await onDatabase((sql) => sql`insert into later values (1)`)

  process.chdir(repository)
  const file = join(home, "backups", String(backup?.file))
  const order = { ...input(), file, keys: [key.key], withoutBackup: true, confirm: async () => true }
  const context = { actor: { kind: "system" as const, name: "Test" }, now, timeZone, requestId: "test" }
  // The former version cannot prove a backup of newer tables: what is there is set aside instead.
  await expect(restoreBackup({ ...order, withoutBackup: false }, { context })).rejects.toThrow(
    "newer version",
  )
  const restored = await restoreBackup(order, { context })
  await onServer((sql) => sql.unsafe(`drop database "${restored?.aside}"`))
  const after = await snapshot(url)
  expect(after.migrations).toEqual(before.migrations)
  expect(Object.keys(after.tables)).toEqual(Object.keys(before.tables))
  for (const table of ["clients", "memberships", "check_ins", "consents", "users", "messages"])
    expect(after.tables[table], table).toEqual(before.tables[table])
})

async function onDatabase(work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await work(sql).finally(() => sql.end())
}
