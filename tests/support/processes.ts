import { type ChildProcess, execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

export type Process = { pid: number; parent: number; command: string }

/** Returns the running processes with this text in their command lines; finished ones that nobody reaped do not count. */
export function findProcesses(text: string): Process[] {
  const all = process.platform === "linux" ? readProc() : readPs()
  return all.filter((found) => found.command.includes(text) && found.pid !== process.pid)
}

/** Resolves when the condition holds; throws when it does not within the limit. */
export async function waitUntil(what: string, condition: () => boolean | Promise<boolean>, limitMs = 10_000) {
  const deadline = Date.now() + limitMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}`)
    await sleep(50)
  }
}

/** What is killed at the end: a process, or with a minus its group. */
const left = new Map<ChildProcess, number>()
process.on("exit", () => {
  for (const pid of left.values()) tryKill(pid)
})

/** Has a child ended when this process ends, whatever became of the test that started it; with its group if it leads one. */
export function endedWithTests<C extends ChildProcess>(child: C, { group = false } = {}): C {
  if (child.pid) left.set(child, group ? -child.pid : child.pid)
  child.once("exit", () => left.delete(child))
  return child
}

function tryKill(pid: number) {
  try {
    process.kill(pid, "SIGKILL")
  } catch {
    // It has ended meanwhile.
  }
}

/** For exact counts within a limit's minute: when one ends meanwhile, its count begins to fade. */
export const earlyInAMinute = () => waitUntil("a minute is young", () => Date.now() % 60_000 < 45_000, 20_000)

function readProc(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ")
      const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1])
      return [{ pid: Number(name), parent, command }]
    } catch {
      return []
    }
  })
}

function readPs(): Process[] {
  const lines = execFileSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,command="], { encoding: "utf8" })
    .trim()
    .split("\n")
  return lines.map((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return { pid: Number(pid), parent: Number(parent), command: String(command) }
  })
}
