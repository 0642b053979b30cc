import { connect } from "../db/client"
import { dateIn } from "../lib/core/clock"
import { signInByHttp, startServer } from "../tests/support/server"
import { account, centreOf, leaseBenchServer, timeZone } from "./data"
import { median, ms } from "./figures"
import { load } from "./load"
import { type Scenario, scenariosOf } from "./scenarios"

export type Options = { from: number; to: number; rounds: number; seconds: number }

/** How many times as long each may take. */
const allowed: Record<string, number> = {
  "list all, first page": 1.5,
  "list active, first page": 1.5,
  "list expired, first page": 1.5,
  "list pending, first page": 1.5,
  "search part of a name": 1.5,
  "search two letters": 1.5,
  "search digits of a phone": 1.5,
  "get a client": 1.5,
  "check in": 1.5,
  "page of the clients": 1.5,
  dashboard: 2,
}

/**
 * The same operations at a small and a large centre, asked in turn over one connection: medians, over the rounds, of the
 * median of each. Exits with 1 when one takes more than what is allowed times as long at the large one.
 */
export async function benchGrowth({ from, to, rounds, seconds }: Options): Promise<void> {
  const lease = await leaseBenchServer()
  const [small, large] = [await openCentre(lease.url, from), await openCentre(lease.url, to)]
  const rows = []
  for (const [name, most] of Object.entries(allowed)) {
    const times: Record<"small" | "large", number[]> = { small: [], large: [] }
    for (let round = -1; round < rounds; round++) {
      const [one, other] = [await small.time(name, seconds), await large.time(name, seconds)]
      if (round < 0) continue
      times.small.push(one)
      times.large.push(other)
    }
    const [a, b] = [median(times.small), median(times.large)]
    const ratio = b / a
    rows.push({ name, [from]: ms(a), [to]: ms(b), ratio: ratio.toFixed(2), most, ok: ratio <= most })
  }
  console.table(rows)
  await small.close()
  await large.close()
  await lease.release()
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
}

async function openCentre(serverUrl: string, clients: number) {
  const url = await centreOf(serverUrl, clients)
  const { db, close } = connect(url, { max: 1 })
  const server = await startServer(url, {
    LOG_LEVEL: "error",
    WORKER: "off",
    API_REQUESTS_PER_MINUTE: "100000000",
  })
  const cookie = await signInByHttp(server.url, account.email, account.password)
  const dashboard: Pick<Scenario, "name" | "product"> = {
    name: "dashboard",
    product: () => ({ path: "/", headers: { cookie } }),
  }
  const scenarios = [...(await scenariosOf(db, clients, dateIn(new Date(), timeZone), cookie)), dashboard]
  return {
    async time(name: string, seconds: number) {
      const scenario = scenarios.find((one) => one.name === name)
      if (!scenario) throw new Error(`There is no scenario ${name}`)
      const next = () => scenario.product(Math.floor(Math.random() * 1e9))
      const { p50, errors } = await load(server.url, 1, seconds, next)
      if (errors > 0) throw new Error(`${name}: ${errors} were not answered`)
      return p50
    },
    async close() {
      await server.stop()
      await close()
    },
  }
}
