import { type ChildProcess, spawn } from "node:child_process"
import { createServer } from "node:net"
import { resolve } from "node:path"

/** Ends Next when the process that started it is gone, even by `kill -9`: the channel between them closes then. */
const watch = `if(process.ppid===${process.pid}){process.on('disconnect',()=>process.exit());process.channel.unref()}`

/**
 * How Node runs a web server. It needs some 90 MB for its objects and would let 300 to 800 MB of garbage gather; so it
 * stays below 400 MB. The image says the same in its command.
 */
export const webServerFlags = ["--max-old-space-size=320"]

/** Runs Next with this process's settings until it ends, passing signals on. Resolves to its exit code. */
export const runNext = (...args: string[]): Promise<number> => ended(startNext("inherit", args))

/** Builds, and keeps what the build says to itself: its output and its exit code. */
export async function buildQuietly(): Promise<{ code: number; output: string }> {
  const child = startNext("pipe", ["build"])
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text))
  return { code: await ended(child), output }
}

function startNext(output: "inherit" | "pipe", args: string[]): ChildProcess {
  const bin = resolve("node_modules/next/dist/bin/next")
  const flags = args[0] === "start" ? webServerFlags : []
  return spawn(process.execPath, [...flags, "--import", `data:text/javascript,${watch}`, bin, ...args], {
    stdio: ["inherit", output, output, "ipc"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  })
}

function ended(child: ChildProcess): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal))
  return new Promise((done) => child.on("exit", (code, signal) => done(code ?? (signal ? 0 : 1))))
}

/** The port to listen on: `PORT`, else the one named by the address under which people open the CRM, else 3000. */
export const portOf = (url: string) => process.env.PORT || new URL(url).port || "3000"

/** Ends this process with a word of advice when another one listens on the port already. */
export async function requireFreePort(port: string): Promise<void> {
  const free = await new Promise((done) => {
    const probe = createServer()
    probe.once("error", () => done(false))
    probe.listen(Number(port), () => probe.close(() => done(true)))
  })
  if (free) return
  console.error(`Port ${port} is in use. Choose another one, for example: PORT=4000 npm run demo`)
  process.exit(1)
}
