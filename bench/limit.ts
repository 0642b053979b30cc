import { type ChildProcess, spawn } from "node:child_process"
import { isDeepStrictEqual } from "node:util"
import { connect } from "../db/client"
import { dateIn } from "../lib/core/clock"
import { waitUntil } from "../tests/support/processes"
import { freePort, startServer } from "../tests/support/server"
import { centreOf, leaseBenchServer, timeZone } from "./data"
import { median, ms } from "./figures"
import { type Asked, type Load, load } from "./load"
import { type Scenario, scenariosOf } from "./scenarios"

export type Options = {
  clients: number
  rounds: number
  seconds: number
  connections: number[]
  only?: string
}

/** One operation at one number of connections: medians of the rounds, and the product's share of the limit's requests per second. */
export type Result = {
  name: string
  connections: number
  product: Load
  limit: Load
  ratio: number
  wanted: number
}

/**
 * Each operation of the product beside the limit, a bare server with the best SQL, asked in turn in each round. The answers
 * are compared first. Returns what was measured; the table goes to stdout.
 */
export async function againstTheLimit(options: Options): Promise<Result[]> {
  const lease = await leaseBenchServer()
  const url = await centreOf(lease.url, options.clients)
  const today = dateIn(new Date(), timeZone)
  const { db, close } = connect(url, { max: 1 })
  const scenarios = await scenariosOf(db, options.clients, today)
  const product = await startServer(url, {
    LOG_LEVEL: "error",
    WORKER: "off",
    API_REQUESTS_PER_MINUTE: "100000000",
  })
  const limit = await startLimit(url, today)
  const results: Result[] = []
  try {
    for (const scenario of scenarios.filter(({ name }) => name.includes(options.only ?? ""))) {
      await requireSameAnswers(scenario, product.url, limit.url)
      for (const connections of options.connections) {
        const result = await measure(
          scenario,
          { product: product.url, limit: limit.url },
          connections,
          options,
        )
        results.push(result)
        console.log(lineOf(result))
      }
    }
  } finally {
    limit.child.kill()
    await product.stop()
    await close()
    await lease.release()
  }
  return results
}

async function measure(
  scenario: Scenario,
  urls: { product: string; limit: string },
  connections: number,
  { rounds, seconds, clients }: Options,
): Promise<Result> {
  const loads: Record<"product" | "limit", Load[]> = { product: [], limit: [] }
  for (let round = -1; round < rounds; round++)
    for (const side of round % 2 ? (["limit", "product"] as const) : (["product", "limit"] as const)) {
      const next = () => scenario[side](Math.floor(Math.random() * clients * 1000))
      const one = await load(urls[side], connections, round < 0 ? 1 : seconds, next)
      if (round >= 0) loads[side].push(one)
    }
  const [product, limit] = [middleOf(loads.product), middleOf(loads.limit)]
  const ratio = product.perSecond / limit.perSecond
  return { name: scenario.name, connections, product, limit, ratio, wanted: scenario.atLeast }
}

function middleOf(loads: Load[]): Load {
  const of = (field: keyof Load) => median(loads.map((one) => one[field]))
  const sum = (field: keyof Load) => loads.reduce((all, one) => all + one[field], 0)
  return {
    perSecond: of("perSecond"),
    p50: of("p50"),
    p99: of("p99"),
    errors: sum("errors"),
    answers: sum("answers"),
  }
}

export const lineOf = ({ name, connections, product, limit, ratio, wanted }: Result) =>
  [
    name.padEnd(36),
    String(connections).padStart(3),
    `${product.perSecond.toFixed(0)}/s`.padStart(9),
    `${limit.perSecond.toFixed(0)}/s`.padStart(9),
    ratio.toFixed(3).padStart(7),
    `(wanted ${wanted.toFixed(2)})`,
    `p50 ${ms(product.p50)} of ${ms(limit.p50)}, p99 ${ms(product.p99)} of ${ms(limit.p99)}`,
    product.errors + limit.errors > 0 ? `ERRORS ${product.errors} and ${limit.errors}` : "",
  ].join(" ")

async function requireSameAnswers(scenario: Scenario, product: string, limit: string) {
  const number = Math.floor(Math.random() * 1e6)
  const { same = (answer: unknown) => answer } = scenario
  const [one, other] = [
    same(await answerOf(product, scenario.product(number))),
    same(await answerOf(limit, scenario.limit(number))),
  ]
  if (!isDeepStrictEqual(one, other))
    throw new Error(
      `${scenario.name}: the answers differ.\n${JSON.stringify(one).slice(0, 2000)}\n${JSON.stringify(other).slice(0, 2000)}`,
    )
}

async function answerOf(url: string, { path, ...asked }: Asked) {
  const answer = await fetch(url + path, asked)
  if (!answer.ok) throw new Error(`${path.slice(0, 60)} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function startLimit(databaseUrl: string, today: string): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, ["--import", "tsx", "bench/limit-server.ts"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      TODAY: today,
    },
    stdio: "inherit",
  })
  await waitUntil(
    "the limit answers",
    async () => (await fetch(`${url}/healthz`, { method: "POST" }).catch(() => null))?.ok === true,
    20_000,
  )
  return { url, child }
}
