import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import postgres from "postgres"
import { afterEach, beforeEach, expect, test } from "vitest"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import { findProcesses, waitUntil } from "../support/processes"

const PAST_THE_GRACE_MS = 1_500

let home: string
let dataDir: string

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "bec-embedded-")))
  await chmod(home, 0o755)
  dataDir = join(home, "data")
})

afterEach(async () => {
  for (const { pid } of findProcesses(home)) process.kill(pid, "SIGKILL")
  await waitUntil("the processes of the test are gone", () => findProcesses(home).length === 0)
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

test("processes that start at the same instant share one server, which ends with the last of them", async () => {
  const holders = [1, 2, 3].map(() => startHolder())
  const urls = await Promise.all(holders.map(readUrl))
  expect(new Set(urls).size).toBe(1)
  expect(supervisors()).toHaveLength(1)
  expect(servers()).toHaveLength(1)

  holders[0]?.kill("SIGKILL")
  holders[1]?.kill("SIGINT")
  await sleep(PAST_THE_GRACE_MS)
  expect(await query(urls[0], "select 1 as one")).toEqual([{ one: 1 }])

  holders[2]?.kill("SIGKILL")
  await waitUntil("nothing is left running", () => findProcesses(home).length === 0, 5_000)
})

test("the last lease given back stops the server, and the next one finds the data", async () => {
  const [first, second] = await Promise.all([lease(), lease()])
  expect(first.url).toBe(second.url)
  await query(first.url, "create table kept as select 7 as n")
  await first.release()
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }])
  await second.release()
  await waitUntil("the server has stopped", () => findProcesses(home).length === 0, 5_000)

  const again = await lease()
  expect(await query(again.url, "select n from kept")).toEqual([{ n: 7 }])
  await again.release()
})

test("a restart within a second does not stop the server", async () => {
  await (await lease()).release()
  const before = servers()
  const again = await lease()
  expect(servers()).toEqual(before)
  await again.release()
})

test("a server that lost its supervisor and its client is taken over and stopped in the end", async () => {
  const holder = startHolder()
  await query(await readUrl(holder), "create table kept as select 7 as n")
  const orphan = servers()
  holder.kill("SIGKILL")
  killAll(supervisors())
  await waitUntil("only the server runs", () => findProcesses(home).length === 1)

  const next = await lease()
  expect(servers()).toEqual(orphan)
  expect(await query(next.url, "select n from kept")).toEqual([{ n: 7 }])
  await next.release()
  await waitUntil("the server has stopped", () => findProcesses(home).length === 0, 5_000)
})

test("a client whose supervisor is killed keeps its server and still ends it", async () => {
  const held = await lease()
  const [server] = servers()
  killAll(supervisors())
  await waitUntil("there is a supervisor again", () => supervisors().length === 1)
  expect(servers()).toEqual([server])
  expect(await query(held.url, "select 1 as one")).toEqual([{ one: 1 }])
  await sleep(PAST_THE_GRACE_MS)
  expect(supervisors()).toHaveLength(1)
  await held.release()
  await waitUntil("the server has stopped", () => findProcesses(home).length === 0, 5_000)
})

test("a killed server comes back at the same address with what was committed", async () => {
  const held = await lease()
  await query(held.url, "create table kept as select 7 as n")
  const killed = servers()
  killAll(killed)
  await waitUntil("there is another server", () => servers().some(({ pid }) => pid !== killed[0]?.pid))
  const next = await lease()
  expect(next.url).toBe(held.url)
  expect(await query(next.url, "select n from kept")).toEqual([{ n: 7 }])
  await Promise.all([held.release(), next.release()])
})

test("the pid file of a killed server is no obstacle, even when its number was given to another process", async () => {
  for (const owner of [process.pid, 2 ** 22 - 1]) {
    const held = await lease()
    const pidFile = join(dataDir, "cluster", "postmaster.pid")
    const lines = (await readFile(pidFile, "utf8")).split("\n")
    await held.release()
    await waitUntil("the server has stopped", () => findProcesses(home).length === 0, 5_000)
    await writeFile(pidFile, [owner, ...lines.slice(1)].join("\n"), { mode: 0o600 })
    const next = await lease()
    expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }])
    await next.release()
    await waitUntil("the server has stopped", () => findProcesses(home).length === 0, 5_000)
  }
})

test("an initialisation that was killed is begun anew", async () => {
  const holder = startHolder()
  await waitUntil("initdb runs", async () => existsSync(dataDir) && (await readdir(dataDir)).some(isDraft))
  holder.kill("SIGKILL")
  killAll(supervisors())
  const next = await lease()
  expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }])
  await next.release()
})

test("a server that cannot start says why and leaves nothing running", async () => {
  const start = leaseEmbeddedPostgres({ dataDir, settings: { shared_buffers: "plenty" } })
  await expect(start).rejects.toThrow('invalid value for parameter "shared_buffers": "plenty"')
  await waitUntil("nothing is left running", () => findProcesses(home).length === 0, 5_000)
  await (await lease()).release()
})

test.runIf(process.getuid?.() === 0)(
  "root may keep the data in a directory that only root can reach",
  async () => {
    await mkdir(dataDir)
    await chmod(home, 0o700)
    const held = await lease()
    const note = await readFile(join(dataDir, "data-is-elsewhere.txt"), "utf8")
    const elsewhere = String(/\/var\/tmp\/bec-postgres-\w+/.exec(note)?.[0])
    await query(held.url, "create table kept as select 7 as n")
    await held.release()
    await waitUntil("the server has stopped", () => findProcesses(elsewhere).length === 0, 5_000)

    const again = await lease()
    expect(await query(again.url, "select n from kept")).toEqual([{ n: 7 }])
    await again.release()
    await waitUntil("the server has stopped", () => findProcesses(elsewhere).length === 0, 5_000)
    await rm(elsewhere, { recursive: true })
  },
)

const lease = () => leaseEmbeddedPostgres({ dataDir, settings: { fsync: "off" } })
const isDraft = (name: string) => name.startsWith("draft-") && !name.endsWith(".password")
const supervisors = () => findProcesses(`"dataDir":"${dataDir}"`)
/** The Postgres servers on the directory; a child that was just forked still has the command of its server. */
function servers() {
  const found = findProcesses(`-D ${join(dataDir, "cluster")}`)
  const grown = found.filter(({ parent }) => !found.some(({ pid }) => pid === parent))
  return grown.map(({ pid, command }) => ({ pid, command }))
}
const killAll = (processes: { pid: number }[]) => {
  for (const { pid } of processes) process.kill(pid, "SIGKILL")
}

function startHolder(): ChildProcess {
  const program = join(process.cwd(), "tests/support/hold-lease.ts")
  return spawn(process.execPath, ["--import", "tsx", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  })
}

async function readUrl(holder: ChildProcess): Promise<string> {
  const [chunk] = await once(holder.stdout as NodeJS.ReadableStream, "data")
  return String(chunk).trim()
}

async function query(url: string | undefined, text: string) {
  const sql = postgres(String(url), { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end()
  }
}
