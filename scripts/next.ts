import { spawn } from "node:child_process"
import { resolve } from "node:path"

/** Runs Next with this process's settings until it ends, passing signals on. Resolves to its exit code. */
export function runNext(...args: string[]): Promise<number> {
  const bin = resolve("node_modules/next/dist/bin/next")
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  })
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal))
  return new Promise((done) => child.on("exit", (code, signal) => done(code ?? (signal ? 0 : 1))))
}

/** The port of the address under which people open the CRM. */
export const portOf = (url: string) => new URL(url).port || (url.startsWith("https:") ? "443" : "80")
