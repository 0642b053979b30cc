import { copyFile, readFile, rename, truncate, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeAll, expect, test, vi } from "vitest"
import { connect } from "@/db/client"
import { sessions } from "@/db/schema"
import { sealEvents } from "@/lib/audit/seal"
import { verifyAudit } from "@/lib/audit/verify"
import { backUp, originOf } from "@/lib/backups/back-up"
import { withDatabase } from "@/lib/backups/database"
import { lastGoodBackup } from "@/lib/backups/records"
import { type Order, restoreBackup } from "@/lib/backups/restore"
import { newKey } from "@/lib/backups/seal"
import { checkIn } from "@/lib/check-ins/check-in"
import { askForRun } from "@/lib/schedule/runs"
import { addCast, addClient, inMinutes, now, openCentre } from "../../support/cast"
import { everythingIn } from "../database"
import { openPlace } from "./place"

vi.setConfig({ testTimeout: 180_000 })
const centre = openCentre()
const { settings, directory, home, keys } = openPlace(centre.ownerUrl)
const { actor, timeZone } = centre.system()
let file: string
let rowsThen: Record<string, string>

/** What each table held, except those that a restore itself writes to. */
async function contents(sql = centre.sql) {
  const tables = await sql`select tablename as name from pg_tables where schemaname = 'public'`
  const own = ["sessions", "workers", "backups", "job_runs", "events", "unsealed_events"]
  const all: Record<string, string> = {}
  for (const { name } of tables.filter(({ name }) => !own.includes(name))) {
    const [row] =
      await sql`select coalesce(string_agg(t::text, e'\n' order by t::text), '') as text from ${sql(name)} t`
    all[name] = row?.text
  }
  return all
}

const restore = (more: Partial<Order> = {}) =>
  restoreBackup(
    {
      ...{
        ownerUrl: centre.ownerUrl,
        appUrl: centre.url,
        directory,
        recipients: settings.recipients,
        keys,
        file,
      },
      ...{ origin: originOf(settings), withoutBackup: false, confirm: async () => true },
      ...more,
    },
    { context: { actor, timeZone, now: inMinutes(60), requestId: "restore" } },
  )

beforeAll(async () => {
  const { maria } = await addCast(centre)
  await checkIn(centre.staff(), { clientId: maria.id, idempotencyKey: "before" })
  await askForRun(centre.admin(), { job: "close_visits" })
  await askForRun(centre.admin(), { job: "backup" })
  await sealEvents(centre.system(), {})
  rowsThen = await contents()
  file = join(directory, (await backUp(() => centre.system({ now }), settings)).file)
})

test("everything is as it was, whoever was connected finds it, and what was there before is a backup", async () => {
  await addClient(centre, { firstName: "Later" })
  await centre.sql`update clients set notes = 'changed' where first_name = 'Maria'`
  const restored = await restore()
  expect(restored?.rows).toMatchObject({ clients: 7, check_ins: 1 })
  expect(await contents()).toEqual(rowsThen)
  expect(await centre.db.$count(sessions)).toBe(0)
  expect(restored?.before).toMatchObject({ state: "good", rows: { clients: 8 } })
  const again = await restore({ file: join(directory, String(restored?.before?.file)) })
  expect(again?.rows.clients).toBe(8)
  await restore()
  expect(await contents()).toEqual(rowsThen)
})

test("the audit log goes on in one chain, and tells of the restore", async () => {
  await sealEvents(centre.system(), {})
  expect(await verifyAudit(centre.db)).toMatchObject({ faultCount: 0 })
  const told = await centre.sql`select data ->> 'takenAt' as then from events where type = 'backup.restored'`
  expect(told.map(({ then }) => then)).toEqual([now.toISOString()])
})

test("jobs that waited are asked for anew, in queues that are new, and the known backups are known", async () => {
  const jobs = await centre.sql`select name from pgboss.job where state < 'active' order by name`
  expect(jobs.map(({ name }) => name)).toEqual(["backups", "runs"])
  const waiting = await centre.sql`select job from job_runs where state = 'waiting' order by job`
  expect(waiting.map(({ job }) => job)).toEqual(["backup", "close_visits"])
  expect(await lastGoodBackup(centre.db)).toBeDefined()
})

test("triggers work again after it, and the application's role is kept from the audit log", async () => {
  const { id } = await addClient(centre, { firstName: "Triggered" })
  const [covered] =
    await centre.sql`select count(*)::int as days from client_coverage where client_id = ${id}`
  expect(covered?.days).toBeGreaterThan(0)
  const app = connect(centre.url, { max: 1 })
  await expect(app.sql`delete from events`.finally(app.close)).rejects.toThrow("permission denied")
})

test("a wrong key, a cut, changed or foreign file, and one whose sidecar is another's change nothing", async () => {
  const before = await everythingIn(centre.sql)
  const refused = async (more: Partial<Order>, why: string) => {
    await expect(restore(more), why).rejects.toThrow(why)
    expect(await everythingIn(centre.sql)).toBe(before)
  }
  await refused({ keys: [(await newKey()).key] }, "This key does not open it")
  const other = join(home, "other.age")
  await copyFile(file, other)
  await truncate(other, (await readFile(file)).length - 100)
  await refused({ file: other }, "damaged")
  await copyFile(file, other)
  const bytes = await readFile(other)
  bytes[bytes.length - 300] = (bytes[bytes.length - 300] ?? 0) ^ 4
  await writeFile(other, bytes)
  await refused({ file: other }, "damaged")
  await writeFile(other, "first_name,last_name\n")
  await refused({ file: other }, "not encrypted with age")
  const { file: second } = await backUp(() => centre.system({ now: inMinutes(90) }), settings)
  const beforeSwap = await everythingIn(centre.sql)
  const [one, two] = [`${file}.json`, join(directory, `${second}.json`)]
  await rename(one, join(home, "aside.json"))
  await rename(two, one)
  await expect(restore()).rejects.toThrow("SHA-256")
  expect(await everythingIn(centre.sql)).toBe(beforeSwap)
  await rename(one, two)
  await rename(join(home, "aside.json"), one)
})

test("whoever says no to the question changes nothing", async () => {
  const before = await everythingIn(centre.sql)
  expect(await restore({ confirm: async () => false })).toBeUndefined()
  expect(await everythingIn(centre.sql)).toBe(before)
})

test("a database that is not there yet is made, from the file and the key alone", async () => {
  const name = `${new URL(centre.ownerUrl).pathname.slice(1)}_new`
  const [ownerUrl, appUrl] = [withDatabase(centre.ownerUrl, name), withDatabase(centre.url, name)]
  const alone = join(home, "alone.age")
  await copyFile(file, alone)
  const restored = await restore({ ownerUrl, appUrl, file: alone, directory: home })
  expect(restored).toMatchObject({ before: undefined, settings: settings.settings })
  const made = connect(ownerUrl, { max: 1 })
  expect(await contents(made.sql).finally(made.close)).toEqual(rowsThen)
  await centre.sql.unsafe(`drop database ${name}`)
})

test("a database with the tables of others is left alone", async () => {
  const name = `${new URL(centre.ownerUrl).pathname.slice(1)}_others`
  const [ownerUrl, appUrl] = [withDatabase(centre.ownerUrl, name), withDatabase(centre.url, name)]
  await centre.sql.unsafe(`create database ${name}`)
  const others = connect(ownerUrl, { max: 1 })
  await others.sql`create table theirs as select 1 as id`
  for (const withoutBackup of [false, true])
    await expect(restore({ ownerUrl, appUrl, withoutBackup })).rejects.toThrow("not the CRM's")
  expect(await others.sql`select id from theirs`.finally(others.close)).toHaveLength(1)
  await centre.sql.unsafe(`drop database ${name}`)
})

test("a database that cannot be backed up is set aside when the operator says so", async () => {
  await centre.sql`create table odd (id int)`
  await expect(restore()).rejects.toThrow(/could not be backed up.*table odd.*Nothing was changed/)
  const restored = await restore({ withoutBackup: true })
  expect(restored?.aside).toMatch(/_bec_replaced_\d+$/)
  const [kept] = await centre.sql`select from pg_database where datname = ${String(restored?.aside)}`
  expect(kept).toBeDefined()
  await centre.sql.unsafe(`drop database ${restored?.aside}`)
  expect(await contents()).toEqual(rowsThen)
})
