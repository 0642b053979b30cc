import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import { actorOfKey } from "../lib/api-keys/keys"
import { createClient } from "../lib/clients/create"
import type { Context } from "../lib/core/operation"
import { getImport } from "../lib/imports/read"
import { addApiKey, startServer } from "../tests/support/server"
import { percentile } from "./figures"

const IDLE_CHECK_INS = 300

/**
 * Check-ins over HTTP, one after the other, before an import and while a worker of its own checks and writes it: their
 * 95th percentiles in ms, and the most memory the worker needed, in MB. `start` begins the import's work and gives its id.
 */
export async function deskBesideImport(url: string, context: () => Context, start: () => Promise<string>) {
  const server = await startServer(url, { LOG_LEVEL: "error", WORKER: "off" })
  const { key } = await addApiKey(context(), "staff")
  const manager = await actorOfKey(context().db, (await addApiKey(context(), "admin")).key, new Date())
  if (!manager) throw new Error("a new key opens the door")
  const checkIn = async () => {
    const { id } = await createClient(
      { ...context(), actor: manager },
      { firstName: "Desk", lastName: "Guest" },
    )
    const began = performance.now()
    const answer = await fetch(`${server.url}/api/v1/check-ins`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify({ client_id: id }),
    })
    await answer.arrayBuffer()
    if (answer.status !== 201) throw new Error(`a check-in was answered ${answer.status}`)
    return performance.now() - began
  }
  for (let time = 0; time < 50; time++) await checkIn()
  const idle: number[] = []
  while (idle.length < IDLE_CHECK_INS) idle.push(await checkIn())
  const id = await start()
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit"],
  })
  const busy: number[] = []
  let memory = 0
  while ((await getImport(context(), { id })).state !== "done") {
    for (let time = 0; time < 20; time++) busy.push(await checkIn())
    memory = Math.max(memory, mostMemoryOf(worker.pid))
  }
  worker.kill("SIGTERM")
  await server.stop()
  return { idle: percentile(idle, 0.95), busy: percentile(busy, 0.95), memory }
}

/** The most that a process had in memory so far, in MB; Linux tells. */
function mostMemoryOf(pid: number | undefined): number {
  const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return Number(kilobytes ?? 0) / 1024
}
