import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { endedWithTests } from "./processes"
import { programOf } from "./program"

/** Starts a worker of its own on a database, as an operator does. Nobody need read what it writes. */
export function startWorkerProcess(url: string, settings: Record<string, string> = {}): ChildProcess {
  const worker = spawn(process.execPath, [programOf("worker")], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      DATABASE_URL: url,
      APP_ENV: "test",
      LOG_LEVEL: "error",
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  })
  worker.stdout.setEncoding("utf8").resume()
  return endedWithTests(worker, { group: true })
}

/** Ends the process and what it started, as a power cut would. */
export async function cutPower(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || !worker.pid) return
  const ended = once(worker, "exit")
  process.kill(-worker.pid, "SIGKILL")
  await ended
}
