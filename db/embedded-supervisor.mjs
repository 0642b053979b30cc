// @ts-check
// Holds one embedded Postgres for as long as anybody is connected to its socket. Plain JavaScript and started with
// node alone: it outlives the process that started it, and tsx would cost each one a second process and half a second.
import { existsSync, ftruncateSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { prepareCluster } from "./embedded-cluster.mjs"
import { startServer, stopServer } from "./embedded-server.mjs"
import { claimDirectory } from "./embedded-socket.mjs"

const GRACE_MS = 1_000

/** @type {import("./embedded-cluster.mjs").Plan} */
const plan = JSON.parse(process.argv[2] ?? "")

/** @type {Set<import("node:net").Socket>} */
const leases = new Set()
/** @type {string | undefined} one line of JSON, told to everybody who connects */
let answer
/** @type {import("./embedded-server.mjs").Server | undefined} */
let server
/** @type {string | undefined} */
let directory
/** @type {NodeJS.Timeout | undefined} */
let grace
let stopping = false

const listener = createServer((socket) => {
  leases.add(socket)
  socket.on("error", () => {})
  socket.on("close", () => {
    leases.delete(socket)
    stopWhenUnused()
  })
  socket.resume()
  if (directory && !existsSync(join(directory, "PG_VERSION"))) stop()
  else if (answer) socket.write(answer)
})

if (!(await claimDirectory(listener, plan.socketDir))) process.exit(0)

ftruncateSync(2)
process.on("SIGHUP", () => {})
process.on("SIGINT", stop)
process.on("SIGTERM", stop)

try {
  const cluster = await prepareCluster(plan)
  server = await startServer(cluster, plan)
  directory = cluster.directory
  server.exited.then(() => process.exit(stopping ? 0 : 1))
  tell({ url: `postgres://postgres:${cluster.password}@127.0.0.1:${server.port}/postgres` })
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) })
  setTimeout(() => process.exit(1), 500)
}
if (server && stopping) stopServer(server)
else stopWhenUnused()

/** @param {{ url: string } | { error: string }} news */
function tell(news) {
  if (stopping) return
  answer = `${JSON.stringify(news)}\n`
  for (const socket of leases) socket.write(answer)
}

function stopWhenUnused() {
  clearTimeout(grace)
  grace = setTimeout(() => {
    if (server && leases.size === 0) stop()
  }, GRACE_MS)
}

/** The socket stays bound until the exit: who connects now is cut off then and starts a new supervisor, not earlier. */
function stop() {
  if (stopping) return
  stopping = true
  answer = undefined
  if (server) stopServer(server)
}
