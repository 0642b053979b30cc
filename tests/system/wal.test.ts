import { execFile, spawn } from "node:child_process"
import { randomInt, randomUUID } from "node:crypto"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import postgres from "postgres"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Lease, leaseEmbeddedPostgres } from "../../db/embedded"
import { startPostgresOn } from "../../db/postgres-on"
import { newKey } from "../../lib/backups/seal"
import { archiveOf } from "../../lib/wal/archive"
import { clusterOf } from "../../lib/wal/cluster"
import { walHealth } from "../../lib/wal/health"
import { readBase, readKept } from "../../lib/wal/names"
import { restoreTo } from "../../lib/wal/restore"
import { ARCHIVE_TIMEOUT_SECONDS, archiveSettings } from "../../lib/wal/settings"
import { shipWaiting } from "../../lib/wal/ship"
import { takeBase } from "../../lib/wal/take-base"
import { tendArchive } from "../../lib/wal/tend"
import { findProcesses, waitUntil } from "../support/processes"
import { programOf } from "../support/program"

// Not os.tmpdir() of the caller: Postgres, which may be another account, must reach it.
const home = `/var/tmp/bec-wal-${randomUUID()}`
const [dataDir, inbox, backups] = ["data", "inbox", "backups"].map((name) => join(home, name)) as [
  string,
  string,
  string,
]

let key: Awaited<ReturnType<typeof newKey>>
let lease: Lease
let sql: postgres.Sql
let folder: string
/** When what was committed, by the clock of Postgres. */
const written: { n: number; at: Date }[] = []

beforeAll(async () => {
  key = await newKey()
  await mkdir(inbox, { recursive: true })
  await chmod(home, 0o755)
  await chmod(inbox, 0o777)
  await start()
  folder = archiveOf(backups, (await clusterOf(lease.url)).systemId)
  await sql`create table visits (n int primary key, note text)`
})

afterAll(async () => {
  await sql?.end({ timeout: 1 })
  await lease?.release()
  await waitUntil("nothing runs there any more", () => findProcesses(home).length === 0, 20_000)
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function start() {
  lease = await leaseEmbeddedPostgres({
    dataDir,
    settings: { ...archiveSettings(inbox), archive_timeout: "2s" },
  })
  sql = postgres(lease.url, { max: 1, onnotice: () => {} })
}

async function write(count: number) {
  for (let i = 0; i < count; i += 1) {
    const n = written.length + 1
    await sql`insert into visits values (${n}, ${"x".repeat(randomInt(2000))})`
    const [row] = await sql<{ at: Date }[]>`select clock_timestamp() as at`
    written.push({ n, at: row?.at as Date })
    await sleep(randomInt(15, 40))
  }
}

/** Closes the segment in hand, and waits until it is in the archive. */
async function archived() {
  // An empty segment is not closed.
  await sql`select pg_logical_emit_message(true, 'test', 'closed')`
  const [row] = await sql<{ name: string }[]>`select pg_walfile_name(pg_switch_wal()) as name`
  await waitUntil(`${row?.name} is archived`, async () => {
    await shipWaiting({ inbox, folder, recipients: [key.recipient] })
    return (await readdir(folder)).some((file) => file.startsWith(String(row?.name)))
  })
}

const run = promisify(execFile)

let restores = 0
const restore = async (target: Date | "latest", more: Partial<Parameters<typeof restoreTo>[0]> = {}) => {
  restores += 1
  const into = join(home, `restored-${restores}`)
  const input = { folder, keys: [key.key], into, target, user: "postgres", database: "postgres", ...more }
  return { into, ...(await restoreTo(input)) }
}

test("Postgres archives, and what it archived is moved away encrypted", async () => {
  await write(20)
  const base = await takeBase(lease.url, backups, [key.recipient])
  expect(existsSync(join(folder, base.fileName))).toBe(true)
  await write(40)
  await archived()
  await write(40)
  await takeBase(lease.url, backups, [key.recipient])
  await write(40)
  await archived()
  expect(await readdir(inbox)).toEqual([])
  for (const file of await readdir(folder)) {
    const start = (await readFile(join(folder, file))).subarray(0, 21).toString()
    expect(start, file).toBe("age-encryption.org/v1")
  }
})

test("a restore to any moment has exactly what was committed by then", async () => {
  for (let i = 0; i < 6; i += 1) {
    const place = randomInt(20, written.length - 1)
    const target = new Date((written[place]?.at.getTime() ?? 0) + randomInt(1, 12))
    const known = written.filter(({ at }) => at <= target).length
    const { rows, reached, into } = await restore(target)
    // The clock is asked after the commit; what was committed in between may be there already.
    expect([known, known + 1], target.toISOString()).toContain(rows.visits)
    expect(reached && reached <= target).toBe(true)
    await rm(into, { recursive: true })
  }
})

test("a moment at which nothing was going on, and the latest, are reached", async () => {
  const last = written.at(-1) as { n: number; at: Date }
  await sleep(50)
  const quiet = new Date()
  await sleep(50)
  await archived()
  expect((await restore(quiet)).rows.visits).toBe(last.n)
  const { rows, reached } = await restore("latest")
  expect(rows.visits).toBe(last.n)
  expect(reached && reached >= last.at).toBe(true)
})

test("a moment before the first base or after the end of the archive is refused, and leaves nothing", async () => {
  const before = restore(new Date(Date.now() - 86_400_000))
  await expect(before).rejects.toThrow(/^The first base backup is of .*: there is nothing from before\.$/)
  await expect(restore(new Date(Date.now() + 60_000))).rejects.toThrow(
    /^The archive ends at .*"latest" goes to there/,
  )
  expect(await readdir(join(home, `restored-${restores}`))).toEqual([])
})

test("a missing segment and a flipped byte are named", async () => {
  const files = await readdir(folder)
  const bases = files.filter(readBase).sort()
  const segments = files.filter((file) => readKept(file)?.kind === "wal").sort()
  const needed = segments.filter(
    (file) => file.slice(0, 24) > String(readBase(String(bases[1]))?.fileName.split(".")[2]),
  )
  const segment = String(needed[0])
  await rename(join(folder, segment), join(home, segment))
  await expect(restore("latest")).rejects.toThrow(`The WAL has a gap: ${segment.slice(0, 24)} is missing`)
  await rename(join(home, segment), join(folder, segment))
  for (const file of [segment, String(bases[1])]) {
    await withFlippedByte(join(folder, file), async () => {
      await expect(restore("latest")).rejects.toThrow(new RegExp(`^${file}: `))
      expect(await readdir(join(home, `restored-${restores}`))).toEqual([])
    })
  }
  const other = await newKey()
  await expect(restore("latest", { keys: [other.key] })).rejects.toThrow("This key does not open it")
})

test("what is written is in the archive after the timeout, without anybody asking for it", async () => {
  await archived()
  await write(1)
  const began = Date.now()
  const count = async () => (await readdir(folder)).filter((file) => readKept(file)?.kind === "wal").length
  const before = await count()
  await waitUntil("another segment is in the archive", async () => {
    await shipWaiting({ inbox, folder, recipients: [key.recipient] })
    return (await count()) > before
  })
  console.info(`archived ${Date.now() - began} ms after the commit, with archive_timeout = 2s`)
  expect((await restore("latest")).rows.visits).toBe(written.length)
  expect(ARCHIVE_TIMEOUT_SECONDS).toBeLessThanOrEqual(240)
})

test("a Postgres that was killed loses nothing, and without its disk what was not archived yet", async () => {
  await write(20)
  await archived()
  const safe = written.length
  await write(20)
  const killed = servers()
  for (const { pid } of killed) process.kill(pid, "SIGKILL")
  const { rows } = await restore("latest")
  expect(rows.visits).toBeGreaterThanOrEqual(safe)
  expect(rows.visits).toBeLessThanOrEqual(written.length)

  await waitUntil("another Postgres runs", () => servers().some(({ pid }) => pid !== killed[0]?.pid), 30_000)
  await sql.end({ timeout: 1 })
  await lease.release()
  await start()
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from visits`
  expect(row?.count).toBe(written.length)
})

test("a restored cluster goes on, and both its futures can be restored", async () => {
  await archived()
  const there = written.length
  const { into } = await restore("latest")
  await write(5)
  await archived()
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined
  const other = await startPostgresOn({ directory: into, account, settings: archiveSettings(inbox) })
  const onOther = other.open("postgres", "postgres")
  await waitUntil(
    "it answers",
    () =>
      onOther`select 1`.then(
        () => true,
        () => false,
      ),
    20_000,
  )
  await onOther`delete from visits where n <= 10`
  await onOther`select pg_switch_wal()`
  await waitUntil(
    "its history and its WAL are in the archive",
    async () => {
      await shipWaiting({ inbox, folder, recipients: [key.recipient] })
      const names = (await readdir(folder)).map((file) => file.slice(0, 8))
      return (
        (await readdir(folder)).some((file) => file.startsWith("00000002.history")) &&
        names.filter((name) => name === "00000002").length > 1
      )
    },
    20_000,
  )
  await onOther.end({ timeout: 1 })
  await other.stop()
  await shipWaiting({ inbox, folder, recipients: [key.recipient] })
  expect((await restore("latest")).rows.visits).toBe(there - 10)
  expect((await restore("latest", { timeline: 1 })).rows.visits).toBe(written.length)
})

test("the upkeep ships, takes a base each night and on a new timeline, and removes what nobody needs", async () => {
  const settings = {
    url: lease.url,
    inbox,
    backupDir: backups,
    recipients: [key.recipient],
    keepDays: 7,
    timeZone: "America/Los_Angeles",
  }
  const bases = async () => (await readdir(folder)).filter(readBase)
  await write(3)
  await sql`select pg_switch_wal()`
  await waitUntil("a segment waits", async () => (await readdir(inbox)).length > 0)
  const now = new Date()
  expect((await walHealth(settings, new Date(now.getTime() + 400_000))).trouble).toEqual([
    expect.stringContaining("WAL waits"),
  ])
  const before = (await bases()).length
  await writeFile(join(folder, "begun-and-killed.part"), "half")
  const first = await tendArchive(settings, now)
  expect(first.shipped).toBeGreaterThan(0)
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([])
  expect(await readdir(inbox)).toEqual([])
  expect((await tendArchive(settings, now)).base).toBe(false)
  const tomorrow = new Date(now.getTime() + 86_400_000)
  expect((await tendArchive(settings, tomorrow)).base).toBe(true)
  expect(await bases()).toHaveLength(before + 1)
  expect((await walHealth(settings, new Date())).trouble).toEqual([])
  expect((await walHealth(settings, new Date(now.getTime() + 27 * 3_600_000))).trouble).toEqual([
    expect.stringContaining("The last base backup is of"),
  ])

  const later = await tendArchive(settings, new Date(now.getTime() + 9 * 86_400_000))
  expect(later.removed).toBeGreaterThan(0)
  expect((await restore("latest", { timeline: 1 })).rows.visits).toBe(written.length)
})

test("what Postgres archives again is the same, and another content under its name is refused", async () => {
  await archived()
  const last = String(
    (await readdir(folder))
      .filter((file) => readKept(file)?.kind === "wal")
      .sort()
      .at(-1),
  ).slice(0, 24)
  await writeFile(join(inbox, last), Buffer.alloc(16 * 1024 * 1024))
  await expect(shipWaiting({ inbox, folder, recipients: [key.recipient] })).rejects.toThrow(
    `${last} is in the archive already, with another content`,
  )
  await writeFile(join(inbox, last), "cut short")
  await expect(shipWaiting({ inbox, folder, recipients: [key.recipient] })).rejects.toThrow(
    "segments must have 16777216",
  )
  expect(await readdir(inbox)).toEqual([last])
  await rm(join(inbox, last))
})

test("npm run backup keeps WAL by itself, and the commands say how it does and restore", async () => {
  const keyFile = join(home, "key.txt")
  await writeFile(keyFile, `# public key: ${key.recipient}\n${key.key}\n`, { mode: 0o600 })
  const settings = {
    DATABASE_URL: lease.url,
    APP_ENV: "test",
    BACKUP_DIR: backups,
    BACKUP_RECIPIENT: key.recipient,
    WAL_ARCHIVE_DIR: inbox,
  }
  const env = { ...process.env, ...settings }
  const crm = (...args: string[]) => run(process.execPath, [programOf("crm"), ...args], { env })
  expect((await crm("wal", "settings")).stdout).toContain("archive_timeout = '150s'")

  await write(5)
  await sql`select pg_switch_wal()`
  await waitUntil("a segment waits", async () => (await readdir(inbox)).length > 0)
  const keeper = spawn(process.execPath, [programOf("backup")], { env, stdio: "ignore" })
  await waitUntil("nothing waits any more", async () => (await readdir(inbox)).length === 0, 60_000)
  const status = await crm("wal", "status")
  expect(status.stdout).toMatch(/^Every moment from .* can be restored\.\nNothing waits\.\n$/)
  keeper.kill("SIGTERM")
  expect(await once(keeper, "exit")).toEqual([0, null])

  const into = join(home, "by-command")
  const options = ["--key", keyFile, "--into", into, "--timeline", "1"]
  const { stdout } = await crm("restore-to", "latest", ...options)
  expect(stdout).toMatch(/^Restored in .* on timeline 1\.\nThe last transaction in it is of /)
  expect(await readFile(join(into, "PG_VERSION"), "utf8")).toMatch(/^\d+/)
  await expect(crm("restore-to", "latest", ...options)).rejects.toMatchObject({
    code: 1,
    stderr: `${into} is not empty.\n`,
  })
  const never = crm("restore-to", "2026-03-08 02:30", ...options)
  await expect(never).rejects.toMatchObject({ stderr: expect.stringContaining("is no moment") })
})

/** Postgres and its children have the data directory in their command lines. */
const servers = () => {
  const found = findProcesses(`-D ${join(dataDir, "cluster")}`)
  return found.filter(({ parent }) => !found.some(({ pid }) => pid === parent))
}

async function withFlippedByte(path: string, work: () => Promise<void>) {
  const content = await readFile(path)
  const at = randomInt(content.length)
  const bad = Buffer.from(content)
  bad[at] = (bad[at] ?? 0) ^ 1
  await writeFile(path, bad)
  await work().finally(() => writeFile(path, content))
}
