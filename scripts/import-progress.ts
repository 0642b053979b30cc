import { setTimeout as sleep } from "node:timers/promises"
import { SingleBar } from "cli-progress"
import type postgres from "postgres"
import type { Context } from "../lib/core/operation"
import { advanceImport } from "../lib/imports/advance"
import { progressOf } from "../lib/imports/progress"
import { getImport } from "../lib/imports/read"
import { alone } from "../lib/jobs/alone"

const phases = { checking: "Comparing", running: "Writing" } as const
const EVERY_MS = 500

/**
 * Does the work on an import in this process, or watches the worker that does, and shows how far it is. Returns false
 * when Ctrl-C ended it; the batch in hand is finished first.
 */
export async function advanceHere(ctx: Context, sql: postgres.Sql, id: string): Promise<boolean> {
  const ending = new AbortController()
  const end = () => ending.abort()
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end)
  const context = () => {
    ending.signal.throwIfAborted()
    return { ...ctx, now: new Date() }
  }
  try {
    for (;;) {
      const { state } = await getImport(context(), { id })
      if (state !== "checking" && state !== "running") return true
      const stop = showProgress(ctx, id, state)
      const worked = await alone(sql, id, () => advanceImport(context, id)).finally(stop)
      if (!worked) await sleep(EVERY_MS, undefined, { signal: ending.signal })
    }
  } catch (error) {
    if (ending.signal.aborted) return false
    throw error
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, end)
  }
}

/** A bar in a terminal, else a line. The function that comes back ends it. */
function showProgress(ctx: Context, id: string, state: keyof typeof phases): () => Promise<void> {
  if (!process.stderr.isTTY) {
    console.error(`${phases[state]} …`)
    return async () => {}
  }
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${phases[state].padEnd(9)} [{bar}] {percentage} %`,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    hideCursor: true,
  })
  bar.start(100, 0)
  const ended = new AbortController()
  const asking = ask()
  return async () => {
    ended.abort()
    await asking
    bar.stop()
  }

  async function ask() {
    while (!ended.signal.aborted) {
      const found = await getImport(ctx, { id })
      const { done, of } = progressOf(found)
      bar.update(found.state === state ? Math.floor((done / Math.max(of, 1)) * 100) : 100)
      await sleep(EVERY_MS, undefined, { signal: ended.signal }).catch(() => {})
    }
  }
}
