import { performance } from "node:perf_hooks"
import postgres from "postgres"
import { type Server, signInByHttp, startServer } from "../tests/support/server"
import { account, centreOf, leaseBenchServer } from "./data"
import { median, ms } from "./figures"

const SMALL = 200
const LARGE = 100_000
const ROUNDS = 15
const ALLOWED = 3

/**
 * Each page's server time with 100,000 clients in relation to the same page with 200: the median of rounds in which
 * both are asked in turn. Exits with 1 when a ratio is above 3.
 */
export async function benchPages(): Promise<void> {
  const lease = await leaseBenchServer()
  const [small, large] = [await openCentre(lease.url, SMALL), await openCentre(lease.url, LARGE)]
  const rows = []
  for (const path of pages) {
    const times: Record<"small" | "large", number[]> = { small: [], large: [] }
    for (let round = -3; round < ROUNDS; round++) {
      const [one, other] = [await small.time(path), await large.time(path)]
      if (round < 0) continue
      times.small.push(one)
      times.large.push(other)
    }
    const [a, b] = [median(times.small), median(times.large)]
    rows.push({ page: path, small: ms(a), large: ms(b), ratio: (b / a).toFixed(2) })
  }
  console.table(rows)
  await small.close()
  await large.close()
  await lease.release()
  const slow = rows.filter(({ ratio }) => Number(ratio) > ALLOWED)
  console.log(slow.length ? `${slow.length} pages are above ${ALLOWED}.` : `Every page is within ${ALLOWED}.`)
  process.exitCode = slow.length ? 1 : 0
}

/** Every staff page; `CLIENT` stands for the id of one client. */
const pages = [
  "/",
  "/clients",
  "/clients?status=active",
  "/clients?status=expired",
  "/clients?q=ana",
  "/clients/CLIENT",
  "/clients/not-seen",
  "/clients/deleted",
  "/check-ins",
  "/check-ins/here",
  "/memberships",
  "/memberships?status=expired",
  "/memberships?status=pending",
  "/memberships/renewals",
  "/staff-notes",
  "/reports",
  "/reports?report=memberships",
  "/reports?report=clients",
  "/admin/users",
  "/admin/plans",
  "/admin/tags",
  "/admin/api-keys",
  "/admin/settings",
  "/account",
]

async function openCentre(serverUrl: string, clients: number) {
  const url = await centreOf(serverUrl, clients)
  const server = await startServer(url, { LOG_LEVEL: "error" })
  const cookie = await signInByHttp(server.url, account.email, account.password)
  const id = await anyClient(url)
  return {
    time: (path: string) => timeOf(server, path.replace("CLIENT", id), cookie),
    close: server.stop,
  }
}

async function anyClient(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 })
  const [client] = await sql`select id from clients where deleted_at is null order by created_at desc limit 1`
  await sql.end()
  return String(client?.id)
}

async function timeOf(server: Server, path: string, cookie: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(server.url + path, { headers: { cookie }, redirect: "manual" })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return performance.now() - began
}
