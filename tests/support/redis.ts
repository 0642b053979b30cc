import { spawn } from "node:child_process"
import { once } from "node:events"
import Redis from "ioredis"
import { endedWithTests, waitUntil } from "./processes"
import { pathOf } from "./programs"
import { freePort } from "./server"

/** A real Redis on a free port that keeps nothing; it can be killed and started again at the same address. */
export async function startRedis() {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child = await launch()
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGKILL")
      await once(child, "exit")
    },
    restart: async () => {
      child = await launch()
    },
  }

  async function launch() {
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", ""]
    const started = spawn(pathOf("redis-server"), args, { argv0: "redis-server", stdio: "ignore" })
    endedWithTests(started)
    await waitUntil("Redis answers", () => answers(url))
    return started
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  redis.on("error", () => {})
  return redis
    .connect()
    .then(
      () => true,
      () => false,
    )
    .finally(() => redis.disconnect())
}
