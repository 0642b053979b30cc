import { type ChildProcess, spawn } from "node:child_process"
import { isDeepStrictEqual } from "node:util"
import { waitUntil } from "../tests/support/processes"
import { freePort, startServer } from "../tests/support/server"
import { onCentre, settings } from "./centre"
import { median, ms } from "./figures"
import { type Asked, type Load, load } from "./load"
import type { Scenario, Wanted } from "./scenario"
import { type Asking, type Counter, statementCounter } from "./statements"

export type Options = {
  clients: number
  rounds: number
  seconds: number
  connections: number[]
  only?: string
}

type Side = "product" | "limit"

/**
 * One operation at one number of connections: medians of the rounds, the product's share of the other's requests per
 * second, and what each request asked of the database.
 */
export type Result = {
  name: string
  connections: number
  product: Load
  limit: Load
  ratio: number
  wanted: Wanted
  asked: Record<Side, Asking>
}

/** So many requests, one after the other, tell what one asks of the database. */
const COUNTED = 100

/**
 * Each operation of the product beside the limit: a bare server with the best SQL, or for a page one that has its rows in
 * memory. They are asked in turn in each round; the answers are compared first. Returns what was measured, and tells it to
 * stdout. The page from memory must have been built: `npx next build bench/from-memory`.
 */
export function againstTheLimit(options: Options): Promise<Result[]> {
  return onCentre({ clients: options.clients }, async ({ databaseUrl, server, today, scenarios }) => {
    const limit = await startLimit(databaseUrl, today)
    const memory = await startServer(databaseUrl, settings, fromMemory)
    const counter = await statementCounter(databaseUrl)
    const results: Result[] = []
    try {
      for (const scenario of scenarios.filter(({ name }) => name.includes(options.only ?? ""))) {
        const urls = { product: server.url, limit: scenario.fromMemory ? memory.url : limit.url }
        await requireSameAnswers(scenario, urls)
        const asked = await askingOf(scenario, urls, counter, options.rounds)
        for (const connections of scenario.connections ?? options.connections) {
          const result = { ...(await measure(scenario, urls, connections, options)), asked }
          results.push(result)
          console.log(lineOf(result))
        }
      }
    } finally {
      limit.child.kill()
      await Promise.all([memory.stop(), counter.close()])
    }
    return results
  })
}

const fromMemory = { folder: "bench/from-memory", ready: "/clients" }

/** What one request asks of the database, at both: asked in turn, medians of the rounds. */
async function askingOf(
  scenario: Scenario,
  urls: Record<Side, string>,
  counter: Counter,
  rounds: number,
): Promise<Record<Side, Asking>> {
  const found: Record<Side, Asking[]> = { product: [], limit: [] }
  // The first round is not counted, so that no connection is opened and nothing is asked for the first time.
  for (let round = -1; round < rounds; round++)
    for (const side of ["product", "limit"] as const) {
      const one = await counter.during(() => askOften(scenario, side, urls))
      if (round >= 0) found[side].push(one)
    }
  const ofOne = (rounds: Asking[], field: keyof Asking) => median(rounds.map((one) => one[field])) / COUNTED
  const middle = (rounds: Asking[]) => ({
    statements: ofOne(rounds, "statements"),
    ms: ofOne(rounds, "ms"),
  })
  return { product: middle(found.product), limit: middle(found.limit) }
}

async function askOften(scenario: Scenario, side: Side, urls: Record<Side, string>) {
  for (let turn = 0; turn < COUNTED; turn++)
    await answerOf(urls[side], scenario[side](Math.floor(Math.random() * 1e9)))
}

async function measure(
  scenario: Scenario,
  urls: Record<Side, string>,
  connections: number,
  { rounds, seconds }: Options,
): Promise<Omit<Result, "asked">> {
  const least = scenario.seconds ?? 0
  const loads: Record<Side, Load[]> = { product: [], limit: [] }
  for (let round = -1; round < rounds; round++)
    for (const side of round % 2 ? (["limit", "product"] as const) : (["product", "limit"] as const)) {
      const next = () => scenario[side](Math.floor(Math.random() * 1e9))
      const one = await load(urls[side], connections, Math.max(least, round < 0 ? 1 : seconds), next)
      if (round >= 0) loads[side].push(one)
    }
  const [product, limit] = [middleOf(loads.product), middleOf(loads.limit)]
  const ratio = product.perSecond / limit.perSecond
  return { name: scenario.name, connections, product, limit, ratio, wanted: scenario.wanted }
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

function lineOf({ name, connections, product, limit, ratio, wanted, asked }: Result): string {
  const errors = product.errors + limit.errors
  return [
    name.padEnd(28),
    String(connections).padStart(3),
    `${product.perSecond.toFixed(0)}/s of ${limit.perSecond.toFixed(0)}/s`.padStart(18),
    `${ratio.toFixed(3)} (${wanted.share.toFixed(2)})`.padStart(14),
    `p50 ${ms(product.p50)} of ${ms(limit.p50)}, p99 ${ms(product.p99)} of ${ms(limit.p99)}`,
    `SQL ${sqlOf(asked.product)} of ${sqlOf(asked.limit)}`,
    errors > 0 ? `ERRORS ${product.errors} and ${limit.errors}` : "",
  ].join("  ")
}

const sqlOf = ({ statements, ms }: Asking) => `${statements.toFixed(1)} in ${ms.toFixed(2)} ms`

async function requireSameAnswers(scenario: Scenario, urls: Record<Side, string>) {
  const number = Math.floor(Math.random() * 1e6)
  const { same = (answer: unknown) => answer } = scenario
  const one = same(await answerOf(urls.product, scenario.product(number)))
  const other = same(await answerOf(urls.limit, scenario.limit(number)))
  if (isDeepStrictEqual(one, other)) return
  const [given, wanted] = [one, other].map((answer) => JSON.stringify(answer).slice(0, 2000))
  throw new Error(`${scenario.name}: the answers differ.\n${given}\n${wanted}`)
}

async function answerOf(url: string, { path, ...asked }: Asked) {
  const answer = await fetch(url + path, { ...asked, redirect: "manual" })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path.slice(0, 60)} answered ${answer.status}: ${text.slice(0, 500)}`)
  return answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text
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
  const answers = async () =>
    (await fetch(`${url}/healthz`, { method: "POST" }).catch(() => null))?.ok === true
  await waitUntil("the limit answers", answers, 20_000)
  return { url, child }
}
