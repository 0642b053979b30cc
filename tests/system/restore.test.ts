import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { createHash, randomUUID } from "node:crypto"
import { once } from "node:events"
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { setTimeout as sleep } from "node:timers/promises"
import postgres from "postgres"
import { afterAll, beforeAll, expect, test } from "vitest"
import { account, centreOf } from "../../bench/data"
import { connect } from "../../db/client"
import { type Lease, leaseEmbeddedPostgres } from "../../db/embedded"
import { migrate } from "../../db/migrate"
import { appUrlBeside } from "../../db/roles"
import { sidecarsIn } from "../../lib/backups/sidecar"
import { sealerFrom } from "../../lib/core/crypto"
import type { Context } from "../../lib/core/operation"
import { askForRun } from "../../lib/schedule/runs"
import { confirmSecondFactor } from "../../lib/users/second-factor"
import { codeAt, newSecret } from "../../lib/users/totp"
import { endedWithTests, waitUntil } from "../support/processes"
import { programOf } from "../support/program"
import { authSecret, signInByHttp, startServer } from "../support/server"
import { withDatabase } from "../support/template"

/** Enough that there are many moments in which a backup or a restore can be killed. */
const CLIENTS = 5000
const home = join(tmpdir(), `bec-restore-${randomUUID()}`)
const directory = join(home, "backups")
const keyFile = join(home, "key.txt")
let lease: Lease
let [ownerUrl, appUrl] = ["", ""]
let sql: postgres.Sql
const settings: Record<string, string> = {
  ...{ APP_ENV: "test", AUTH_SECRET: authSecret, REDIS_URL: "", LOG_LEVEL: "error", BACKUP_DIR: directory },
}
const factor = newSecret()
let file: string
let contentsThen: Record<string, string>

beforeAll(async () => {
  await mkdir(home)
  await chmod(home, 0o755)
  lease = await leaseEmbeddedPostgres({ dataDir: join(home, "first") })
  ownerUrl = await centreOf(lease.url, CLIENTS)
  appUrl = appUrlBeside(ownerUrl)
  Object.assign(settings, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })
  sql = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  const made = await crm(["backups", "key"])
  await writeFile(keyFile, made.stdout, { mode: 0o600 })
  settings.BACKUP_RECIPIENT = String(/age1\w+/.exec(made.stdout)?.[0])
  await migrate(ownerUrl, appUrl)
  await addSecondFactor()
  contentsThen = await contents(sql)
  const { code, stdout, stderr } = await crm(["backup"])
  expect([code, stderr]).toEqual([0, expect.stringContaining("good")])
  file = stdout.trim()
})

afterAll(async () => {
  await sql?.end()
  await lease?.release()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

test("a backup that is killed at any moment leaves no half file called good, and the next one is good", async () => {
  const duration = await timed(() => crm(["backup"]))
  for (const share of [0.3, 0.45, 0.6, 0.7, 0.8, 0.9]) {
    await killedAfter(["backup"], duration * share)
    for (const { file, state, size, sha256 } of await sidecarsIn(directory)) {
      expect((await readFile(join(directory, file))).length).toBe(size)
      if (state === "good") expect(await sha256Of(join(directory, file))).toBe(sha256)
    }
  }
  expect((await crm(["backup"])).code).toBe(0)
  expect((await readdir(directory)).filter((name) => name.includes("partial"))).toEqual([])
  expect(await scratchDatabases()).toEqual([])
})

test("a backup is proved by the name that the list prints, with a key that comes in", async () => {
  const { stdout } = await crm(["backups", "list"])
  const name = String(stdout.trim().split("\n").at(-1)?.split("\t")[4])
  const key = await readFile(keyFile, "utf8")
  const proved = await crm(["backups", "prove", name, "--key", "-"], {}, key)
  expect([proved.code, proved.stdout]).toEqual([0, expect.stringContaining(`${name} is good`)])
})

test("a restore that is killed at any moment leaves the one whole or the other", async () => {
  const mark = async () => {
    await sql`update clients set notes = 'written after the backup' where id in (select id from clients limit 1)`
    return await contents(sql)
  }
  expect(await mark()).not.toEqual(contentsThen)
  const duration = await timed(() => crm(["restore", file, "--key", keyFile, "--yes"]))
  expect(await contents(sql)).toEqual(contentsThen)
  for (const share of [0.3, 0.5, 0.65, 0.8, 0.9, 0.97]) {
    const marked = await mark()
    await killedAfter(["restore", file, "--key", keyFile, "--yes"], duration * share)
    expect([contentsThen, marked]).toContainEqual(await contents(sql))
  }
  const last = await crm(["restore", file, "--key", keyFile, "--yes"])
  expect([last.code, last.stderr]).toEqual([0, ""])
  expect(await contents(sql)).toEqual(contentsThen)
  expect(await scratchDatabases()).toEqual([])
})

test("a full disk is named, leaves nothing half written, and the backups that are there stay", async () => {
  const small = join(home, "small")
  await mkdir(small)
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", small])
  try {
    const { code, stderr } = await crm(["backup"], { BACKUP_DIR: small })
    expect([code, stderr.trim()]).toEqual([1, "The disk is full: make room where the backups are kept."])
    expect(await readdir(small)).toEqual([])
  } finally {
    execFileSync("umount", [small])
  }
  const [told] = await sql`select why from backups where file is null order by taken_at desc`
  expect(told?.why).toContain("The disk is full")
})

test("on an empty machine the file and the key give everything back, and people sign in", async () => {
  const elsewhere = join(home, "elsewhere")
  await mkdir(elsewhere)
  const only = join(elsewhere, "backup.age")
  await cp(file, only)
  const empty = await leaseEmbeddedPostgres({ dataDir: join(home, "second") })
  const target = withDatabase(empty.url, "crm")
  const began = performance.now()
  const then = await crm(["backups", "settings", only, "--key", keyFile], {
    BACKUP_DIR: "",
    BACKUP_RECIPIENT: "",
  })
  const fromFile = Object.fromEntries(
    then.stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s) as [string, string]),
  )
  expect(fromFile.AUTH_SECRET?.replaceAll("'", "")).toBe(authSecret)
  const own = {
    ...{
      BACKUP_DIR: "",
      BACKUP_RECIPIENT: "",
      AUTH_SECRET: String(fromFile.AUTH_SECRET).replaceAll("'", ""),
    },
    ...{ DATABASE_OWNER_URL: target, DATABASE_URL: appUrlBeside(target) },
  }
  const restored = await crm(["restore", only, "--key", keyFile, "--yes"], own)
  const seconds = (performance.now() - began) / 1000
  expect(restored).toMatchObject({ code: 0, stderr: "" })
  expect(restored.stdout).toContain(`${CLIENTS.toLocaleString("en-US")} clients`)
  console.info(
    `restored ${CLIENTS} clients on an empty machine in ${seconds.toFixed(1)} s, programs started anew included`,
  )
  const made = postgres(target, { max: 1, onnotice: () => {} })
  expect(await contents(made).finally(() => made.end())).toEqual(contentsThen)
  const server = await startServer(own.DATABASE_URL, { AUTH_SECRET: own.AUTH_SECRET })
  try {
    const cookies = await signInByHttp(
      server.url,
      account.email,
      account.password,
      codeAt(factor, new Date()),
    )
    expect(await (await fetch(`${server.url}/clients`, { headers: { cookie: cookies } })).text()).toContain(
      "5,000",
    )
  } finally {
    await server.stop()
    await empty.release()
  }
})

test("a backup process makes what is asked for; a server goes on over a restore, and is red without a good one", async () => {
  const { BACKUP_RECIPIENT = "" } = settings
  const server = await startServer(appUrl, { BACKUP_RECIPIENT, WORKER: "inline" })
  const keeper = started("backup", [])
  try {
    await sql`update users set totp_last_step = null`
    const cookies = await signInByHttp(
      server.url,
      account.email,
      account.password,
      codeAt(factor, new Date()),
    )
    const page = async (path: string, cookie = cookies) =>
      (await fetch(server.url + path, { headers: { cookie } })).text()
    expect(await page("/admin/system")).toContain("The disk is full: make room")
    await sql`delete from backups where file is null`
    expect(await page("/admin/system")).toContain("Everything is backed up.")
    expect(await page("/")).not.toContain("good backup")
    await sql`update backups set taken_at = taken_at - interval '27 hours', proved_at = proved_at - interval '27 hours'`
    expect(await page("/")).toContain("There is no good backup of the last 26 hours.")
    const restored = await crm(["restore", file, "--key", keyFile, "--yes"])
    expect(restored.code).toBe(0)
    await waitUntil("the server answers again", async () => (await fetch(`${server.url}/api/v1/healthz`)).ok)
    expect(await contents(sql)).toEqual(contentsThen)
    await sql`update users set totp_last_step = null`
    const again = await signInByHttp(server.url, account.email, account.password, codeAt(factor, new Date()))
    expect(await page("/", again)).not.toContain("There is no good backup")
    const known = (await sidecarsIn(directory)).length
    const { db, close } = connect(appUrl, { max: 1 })
    const [user] = await sql`select id from users where email = ${account.email}`
    await askForRun({ ...contextOf(db, String(user?.id)), now: new Date() }, { job: "backup" }).finally(close)
    const runs = () => sql`select state, outcome from job_runs where job = 'backup' and state <> 'waiting'`
    await waitUntil("the backup is made", async () => (await runs()).length === 1, 120_000)
    expect((await runs())[0]).toMatchObject({ state: "done", outcome: { kept: known + 1 } })
  } finally {
    keeper.kill("SIGTERM")
    await Promise.all([server.stop(), once(keeper, "exit")])
  }
})

async function crm(args: string[], more: Record<string, string> = {}, given = "") {
  const child = started("crm", args, more)
  child.stdin?.end(given)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, "exit"),
  ])
  return { code, stdout, stderr }
}

function started(program: "crm" | "backup", args: string[], more: Record<string, string> = {}): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, [programOf(program), ...args], {
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", ...settings, ...more },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  })
  return endedWithTests(child, { group: true })
}

/** The whole process group, as a power cut does. */
async function killedAfter(args: string[], ms: number) {
  const child = started("crm", args)
  const ended = once(child, "exit")
  await Promise.race([sleep(ms), ended])
  if (child.exitCode === null && child.pid) process.kill(-child.pid, "SIGKILL")
  await ended
}

async function timed(work: () => Promise<{ code: number }>): Promise<number> {
  const began = performance.now()
  expect((await work()).code).toBe(0)
  return performance.now() - began
}

async function addSecondFactor() {
  const { db, close } = connect(appUrl, { max: 1 })
  const [user] = await sql`select id from users where email = ${account.email}`
  const now = new Date(Date.now() - 60_000)
  const ctx = { ...contextOf(db, String(user?.id)), now }
  await confirmSecondFactor(ctx, { secret: factor, code: codeAt(factor, now) }).finally(close)
}

const contextOf = (db: Context["db"], id: string): Omit<Context, "now"> => ({
  ...{ db, timeZone: "America/Los_Angeles", requestId: "test", sealer: sealerFrom(authSecret) },
  actor: { kind: "user", id, name: "Alex", role: "admin", sessionId: id },
})

/** Every row of every table but those that a restore itself writes to. */
async function contents(sql: postgres.Sql): Promise<Record<string, string>> {
  const own = [
    "sessions",
    "workers",
    "backups",
    "job_runs",
    "events",
    "unsealed_events",
    "event_seals",
    "audit_head",
    "schedules",
  ]
  const tables = await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`
  const all: Record<string, string> = {}
  for (const { name } of tables.filter(({ name }) => !own.includes(name))) {
    const [row] = await sql`
      select count(*) || ' ' || coalesce(encode(sha256(convert_to(string_agg(t::text, e'\n' order by t::text), 'UTF8')), 'hex'), '') as is
      from ${sql(name)} t`
    all[name] = row?.is
  }
  return all
}

const scratchDatabases = async () =>
  (
    await sql`select datname from pg_database where datname like '%bec_scratch' or datname like '%bec_replaced'`
  ).map(({ datname }) => datname)
const sha256Of = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex")
