// @ts-check
import { execFileSync, spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { cleanEnvironment } from "./embedded-cluster.mjs"

const START_LIMIT_MS = 45_000

const defaults = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_preload_libraries: "",
  timezone: "UTC",
  log_timezone: "UTC",
}

/**
 * @typedef {import("./embedded-cluster.mjs").Cluster} Cluster
 * @typedef {{ pid: number, port: number, exited: Promise<void> }} Server
 */

/**
 * Starts Postgres on the cluster, or takes over the one that a killed supervisor left running.
 * @param {Cluster} cluster
 * @param {{ dataDir: string, settings: Record<string, string> }} plan
 * @returns {Promise<Server>} once it accepts connections; throws with the end of postgres.log when it does not start
 */
export async function startServer(cluster, { dataDir, settings }) {
  const deadline = Date.now() + START_LIMIT_MS
  const orphan = await adopt(cluster, deadline)
  if (orphan) return orphan
  const portFile = join(dataDir, "port")
  const log = join(dataDir, "postgres.log")
  let port = Number(await readFile(portFile, "utf8").catch(() => "")) || (await findFreePort())
  for (;;) {
    const server = await launch(cluster, { ...settings, port: String(port) }, log, deadline)
    if (server) {
      await writeFile(portFile, `${port}\n`)
      return { ...server, port }
    }
    const complaint = await readTail(log)
    const portTaken = /could not bind|Address already in use/.test(complaint)
    // The processes of a killed server let go of its memory a moment later.
    const stillDying = /pre-existing shared memory block|"postmaster.pid" already exists/.test(complaint)
    if (!(portTaken || stillDying) || Date.now() > deadline) {
      throw new Error(`The embedded PostgreSQL did not start. The end of ${log}:\n${complaint}`)
    }
    if (portTaken) port = await findFreePort()
    await sleep(200)
  }
}

/**
 * Fast shutdown: sessions are cut, the data is flushed.
 * @param {Server} server
 */
export async function stopServer(server) {
  const steps = /** @type {[number, NodeJS.Signals][]} */ ([
    [0, "SIGINT"],
    [8_000, "SIGQUIT"],
    [12_000, "SIGKILL"],
  ])
  const timers = steps.map(([after, signal]) => setTimeout(() => signalServer(server.pid, signal), after))
  await server.exited
  timers.forEach(clearTimeout)
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalServer(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

/** @param {Cluster} cluster @param {number} deadline @returns {Promise<Server | undefined>} */
async function adopt({ directory }, deadline) {
  for (;;) {
    const found = await readPidFile(directory)
    if (!found) return undefined
    if (!isPostmasterOf(directory, found.pid)) {
      // A re-used process number would keep Postgres from starting.
      await rm(join(directory, "postmaster.pid"), { force: true })
      return undefined
    }
    if (found.status === "ready") return { ...found, exited: watchUntilGone(directory, found.pid) }
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL ${found.pid} on ${directory} hangs: ${found.status}`)
    await sleep(50)
  }
}

/** @param {string} directory @param {number} pid */
async function watchUntilGone(directory, pid) {
  while (isPostmasterOf(directory, pid)) await sleep(250)
}

/** @param {Cluster} cluster @param {Record<string, string>} settings @param {string} log @param {number} deadline */
async function launch({ directory, bin, account }, settings, log, deadline) {
  const output = openSync(log, "w")
  const options = Object.entries({ ...defaults, ...settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ])
  const child = spawn(join(bin, "postgres"), ["-D", directory, ...options], {
    ...account,
    cwd: directory,
    env: cleanEnvironment,
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  let running = true
  const exited = new Promise((resolve) => {
    child.once("exit", resolve)
    child.once("error", resolve)
  }).then(() => {
    running = false
  })
  while (running && Date.now() < deadline) {
    const found = await readPidFile(directory)
    if (child.pid && found?.pid === child.pid && found.status === "ready") return { pid: child.pid, exited }
    await Promise.race([exited, sleep(15)])
  }
  child.kill("SIGQUIT")
  await exited
}

/** @param {string} directory */
async function readPidFile(directory) {
  const text = await readFile(join(directory, "postmaster.pid"), "utf8").catch(() => "")
  const lines = text.split("\n")
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), status: lines[7]?.trim() || "starting" } : undefined
}

/** A finished process that nobody reaped has no command line and does not count. @param {string} directory @param {number} pid */
function isPostmasterOf(directory, pid) {
  const command = readCommand(pid)
  return command.includes("postgres") && command.includes(directory)
}

/** @param {number} pid */
function readCommand(pid) {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8")
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: "pipe",
    })
  } catch {
    return ""
  }
}

/** @param {string} log */
async function readTail(log) {
  const text = await readFile(log, "utf8").catch(() => "")
  return text.trim().split("\n").slice(-15).join("\n")
}

/** @returns {Promise<number>} */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}
