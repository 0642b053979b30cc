import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import type { Server } from "../tests/support/server"
import { onCentre } from "./centre"
import { ms } from "./figures"
import { load } from "./load"
import type { Scenario } from "./scenario"

export type Options = { clients: number; connections: number; minutes: number }

/** The kinds of requests in the mix; of ten, three change something. */
const mix = [
  "list all, first page",
  "list active, first page",
  "search part of a name",
  "search two letters",
  "get a client",
  "get a client",
  "page of the clients",
  "change notes",
  "check in",
  "check in",
]

const MOST_MB = 400
const MOST_SPREAD = 20
const FLAT = 1.15

/**
 * Reads and writes mixed, over many connections to a server with a pool of 10, for minutes. Prints latencies, and what the
 * process holds of memory as it goes. Exits with 1 after an error, a p99 above 20 times p50, more than 400 MB resident, or
 * when the last third of the time holds more than 1.15 times what the middle third did.
 */
export async function benchEndurance({ clients, connections, minutes }: Options): Promise<void> {
  const more = { DATABASE_POOL: "10" }
  const { loaded, resident } = await onCentre({ clients, more }, async ({ server, scenario }) => {
    const mixed = mix.map(scenario)
    let turn = 0
    const next = () => {
      const { product } = mixed[turn++ % mixed.length] as Scenario
      return product(Math.floor(Math.random() * 1e9))
    }
    let done = false
    const watched = memoryOf(server, () => done)
    const loaded = await load(server.url, connections, minutes * 60, next)
    done = true
    return { loaded, resident: await watched }
  })
  const { perSecond, p50, p99, errors, answers } = loaded
  const third = Math.ceil(resident.length / 3)
  const middle = Math.max(...resident.slice(third, 2 * third))
  const last = Math.max(...resident.slice(2 * third))
  const growth = last / middle
  console.table([
    {
      connections,
      minutes,
      answers,
      "per second": perSecond.toFixed(0),
      errors,
      p50: ms(p50),
      p99: ms(p99),
      "p99 / p50": (p99 / p50).toFixed(1),
      "MB at most": Math.max(...resident).toFixed(0),
      "last third / middle third": growth.toFixed(2),
    },
  ])
  console.log(`MB resident, as it went: ${resident.map((mb) => mb.toFixed(0)).join(" ")}`)
  const wrong = errors > 0 || p99 / p50 > MOST_SPREAD || Math.max(...resident) > MOST_MB || growth > FLAT
  process.exitCode = wrong ? 1 : 0
}

/** What the server's process holds in memory, looked at every 5 seconds until it is done. */
async function memoryOf(server: Server, isDone: () => boolean): Promise<number[]> {
  const seen: number[] = []
  while (!isDone()) {
    const status = readFileSync(`/proc/${server.pid()}/status`, "utf8")
    seen.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
    await sleep(5000)
  }
  return seen
}
