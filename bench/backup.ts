import { createWriteStream } from "node:fs"
import { mkdtemp, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { to as copyTo } from "pg-copy-streams"
import { alone, onConnection, quoted } from "../lib/backups/database"
import { dump } from "../lib/backups/dump"
import { openBackup, prove } from "../lib/backups/prove"
import { newKey, seal } from "../lib/backups/seal"
import { tablesIn } from "../lib/backups/tables"
import { centreOf, leaseBenchServer } from "./data"
import { median, seconds } from "./figures"

const CLIENTS = 100_000
const ROUNDS = 3
const ALLOWED_TO_WRITE = 8
const MOST_MEGABYTES = 400

/**
 * A backup of 100,000 clients and a million visits, in relation to COPY of the same tables into files; then its proof, and
 * the memory of both. Exits with 1 when writing takes more than 8 times COPY, or memory goes above 400 MB.
 */
export async function benchBackup(): Promise<void> {
  const lease = await leaseBenchServer()
  const ownerUrl = await centreOf(lease.url, CLIENTS)
  const directory = await mkdtemp(join(tmpdir(), "bec-bench-"))
  const { key, recipient } = await newKey()
  const origin = {
    version: "bench",
    centre: { name: "Bench", timeZone: "America/Los_Angeles" },
    settings: {},
  }
  const times: Record<"copy" | "write" | "proof", number[]> = { copy: [], write: [], proof: [] }
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 50)
  const path = join(directory, "bench.age")
  for (let round = 0; round < ROUNDS; round++) {
    times.copy.push(await timed(() => copyAll(ownerUrl, directory)))
    times.write.push(
      await timed(() =>
        onConnection(ownerUrl, async (client) => {
          const { archive, totals } = dump(client, origin, new Date())
          await pipeline(await seal(archive, [recipient]), createWriteStream(path))
          await totals()
        }),
      ),
    )
    times.proof.push(
      await timed(() =>
        alone(ownerUrl, async (server) => prove(server, ownerUrl, await openBackup(path, [key]))),
      ),
    )
  }
  clearInterval(watching)
  const [copy, write, proof] = [median(times.copy), median(times.write), median(times.proof)]
  const megabytes = most / 1e6
  console.log(`COPY of every table into a file  ${seconds(copy)}`)
  console.log(`backup written                   ${seconds(write)}  ${(write / copy).toFixed(1)} times COPY`)
  console.log(`restored and compared            ${seconds(proof)}  ${(proof / copy).toFixed(1)} times COPY`)
  console.log(
    `size ${((await stat(path)).size / 1e6).toFixed(1)} MB, memory at most ${megabytes.toFixed(0)} MB`,
  )
  await rm(directory, { recursive: true })
  await lease.release()
  if (write / copy > ALLOWED_TO_WRITE || megabytes > MOST_MEGABYTES) process.exitCode = 1
}

async function copyAll(url: string, directory: string) {
  await onConnection(url, async (client) => {
    for (const { name } of await tablesIn(client)) {
      const rows: Readable = client.query(copyTo(`copy public.${quoted(name)} to stdout`))
      await pipeline(rows, createWriteStream(join(directory, "copy")))
    }
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
