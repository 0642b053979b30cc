import type { Instrumentation } from "next"

/**
 * Watches what this process does, and with `WORKER=inline`, which is usual with the embedded Postgres, lets it do the
 * work in the background too.
 */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return
  const { startWatching } = await import("./lib/web/watching")
  await startWatching()
  const { env } = await import("./lib/env")
  if (env().WORKER !== "inline") return
  const { startInlineWorker } = await import("./lib/web/inline-worker")
  startInlineWorker()
}

/** What a page or a route handler threw and nobody caught: Next shows the digest to whoever asked. */
export const onRequestError: Instrumentation.onRequestError = async (error, _, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { log, traceOf } = await import("./lib/core/log")
  const { digest } = error as { digest?: string }
  log().error({ route: routePath, routeType, digest, ...traceOf(error) }, "a request failed")
}
