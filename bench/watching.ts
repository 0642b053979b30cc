import { performance } from "node:perf_hooks"
import { signInByHttp, startServer } from "../tests/support/server"
import { account, centreOf, leaseBenchServer } from "./data"
import { median, ms } from "./figures"

const ROUNDS = 60
const ALLOWED = 1.1
const paths = ["/api/v1/stats", "/api/v1/clients?limit=50", "/clients", "/"]

/** As if the watching had begun already, so that it never does. */
const unwatched =
  "data:text/javascript,globalThis.becCrmRequestsWatched=true;globalThis.becCrmQueriesWatched=true"

/** What it costs that requests and statements are timed, counted and logged: two servers, asked in turn. */
export async function benchWatching(): Promise<void> {
  const lease = await leaseBenchServer()
  const url = await centreOf(lease.url, 200)
  const settings = { LOG_LEVEL: "info", WORKER: "off" }
  const servers = {
    watched: await startServer(url, settings),
    unwatched: await startServer(url, { ...settings, NODE_OPTIONS: `--import=${unwatched}` }),
  }
  const cookies = {
    watched: await signInByHttp(servers.watched.url, account.email, account.password),
    unwatched: await signInByHttp(servers.unwatched.url, account.email, account.password),
  }
  const ask = async (name: keyof typeof servers, path: string) => {
    const began = performance.now()
    const headers = { cookie: cookies[name], "sec-fetch-site": "same-origin" }
    const answer = await fetch(servers[name].url + path, { headers, redirect: "manual" })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return performance.now() - began
  }
  const rows = []
  for (const path of paths) {
    const times: Record<keyof typeof servers, number[]> = { watched: [], unwatched: [] }
    for (let round = -10; round < ROUNDS; round++) {
      const order = round % 2 ? (["watched", "unwatched"] as const) : (["unwatched", "watched"] as const)
      for (const name of order) {
        const time = await ask(name, path)
        if (round >= 0) times[name].push(time)
      }
    }
    const [watched, without] = [median(times.watched), median(times.unwatched)]
    rows.push({ path, watched: ms(watched), unwatched: ms(without), ratio: (watched / without).toFixed(3) })
  }
  console.table(rows)
  const lines = (name: keyof typeof servers) =>
    servers[name].output().match(/a request was answered/g)?.length
  console.log(`Lines of the log: ${lines("watched")} watched, ${lines("unwatched") ?? 0} unwatched.`)
  for (const server of Object.values(servers)) await server.stop()
  await lease.release()
  process.exitCode = rows.some(({ ratio }) => Number(ratio) > ALLOWED) ? 1 : 0
}
