import { spawn } from "node:child_process"
import { once } from "node:events"
import { waitUntil } from "../tests/support/processes"
import { authSecret, freePort } from "../tests/support/server"
import { centreOf, leaseBenchServer } from "./data"
import { median, seconds } from "./figures"

const ROUNDS = 7
const ALLOWED_MS = 2_000

/**
 * From `npm start`'s own program to the first 200 of the health check, the migrations looked at, beside a bare HTTP server of
 * Node. Exits with 1 when the median is above 2 seconds.
 */
export async function benchStarting(): Promise<void> {
  const lease = await leaseBenchServer()
  const url = await centreOf(lease.url, 200)
  const times: Record<"product" | "bare", number[]> = { product: [], bare: [] }
  for (let round = -1; round < ROUNDS; round++)
    for (const side of ["product", "bare"] as const) {
      const time = await untilAnswered(side, url)
      if (round >= 0) times[side].push(time)
    }
  await lease.release()
  const [product, bare] = [median(times.product), median(times.bare)]
  console.table([{ product: seconds(product), bare: seconds(bare), ratio: (product / bare).toFixed(1) }])
  process.exitCode = product <= ALLOWED_MS ? 0 : 1
}

async function untilAnswered(side: "product" | "bare", databaseUrl: string): Promise<number> {
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const bare = `require("node:http").createServer((_, answer) => answer.end()).listen(${port})`
  const program = side === "product" ? ["--import", "tsx", "scripts/start.ts"] : ["-e", bare]
  const began = performance.now()
  const child = spawn(process.execPath, program, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      APP_ENV: "test",
      PORT: port,
      APP_URL: url,
      NEXTAUTH_URL: url,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: authSecret,
      LOG_LEVEL: "error",
      WORKER: "off",
    },
    stdio: ["ignore", "ignore", "inherit"],
  })
  const answers = async () => (await fetch(`${url}/api/v1/healthz`).catch(() => null))?.status === 200
  await waitUntil("it answers", answers, 30_000)
  const time = performance.now() - began
  const ended = once(child, "exit")
  child.kill("SIGTERM")
  await ended
  return time
}
