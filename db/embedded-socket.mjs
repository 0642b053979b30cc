// @ts-check
import { readdir, rm } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"

// A supervisor is alive exactly while its socket accepts connections: the kernel says so, whatever killed it. Every
// supervisor binds the next higher number and never removes its own file, so no name is ever taken over from a dead
// one, which is where two starters could remove each other's socket.

/** @param {string} directory @returns {Promise<number[]>} the numbers of the sockets that were ever bound, lowest first */
async function listSockets(directory) {
  const names = await readdir(directory)
  const numbers = names.map((name) => Number(/^(\d+)\.sock$/.exec(name)?.[1] ?? Number.NaN))
  return numbers.filter(Number.isInteger).sort((a, b) => a - b)
}

/** @param {string} directory @param {number} number */
const socketPath = (directory, number) => join(directory, `${number}.sock`)

/** @param {string} path @returns {Promise<import("node:net").Socket | undefined>} */
function tryConnecting(path) {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once("connect", () => {
      socket.removeAllListeners("error")
      socket.on("error", () => {})
      resolve(socket)
    })
    socket.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      const dead = ["ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE"].includes(error.code ?? "")
      dead ? resolve(undefined) : reject(error)
    })
  })
}

/**
 * Connects to the supervisor that listens in this directory.
 * @param {string} directory
 * @returns {Promise<import("node:net").Socket | undefined>} undefined when there is none
 */
export async function connectToSupervisor(directory) {
  for (const number of (await listSockets(directory)).reverse()) {
    const socket = await tryConnecting(socketPath(directory, number))
    if (socket) return socket
  }
}

/**
 * Makes the caller the one supervisor of this directory.
 * @param {import("node:net").Server} server listens afterwards, also when the claim was lost: then exit
 * @param {string} directory
 * @returns {Promise<boolean>} false when another one is alive or was a moment quicker
 */
export async function claimDirectory(server, directory) {
  if (await isAnswered(directory, await listSockets(directory))) return false
  const mine = ((await listSockets(directory)).at(-1) ?? 0) + 1
  if (!(await listen(server, socketPath(directory, mine)))) return false

  // Whoever was between bind and listen at the first look is seen now, or sees the higher number itself.
  const others = (await listSockets(directory)).filter((number) => number !== mine)
  if (others.some((number) => number > mine) || (await isAnswered(directory, others))) return false
  for (const number of others) await rm(socketPath(directory, number), { force: true })
  return true
}

/** @param {string} directory @param {number[]} numbers */
async function isAnswered(directory, numbers) {
  for (const number of numbers) {
    const socket = await tryConnecting(socketPath(directory, number))
    socket?.destroy()
    if (socket) return true
  }
  return false
}

/** @param {import("node:net").Server} server @param {string} path @returns {Promise<boolean>} */
function listen(server, path) {
  return new Promise((resolve, reject) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      error.code === "EADDRINUSE" ? resolve(false) : reject(error)
    })
    server.listen(path, () => resolve(true))
  })
}
