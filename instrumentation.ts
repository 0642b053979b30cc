/** With `WORKER=inline`, which is usual with the embedded Postgres, the web process does the work in the background too. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return
  const { env } = await import("./lib/env")
  if (env().WORKER !== "inline") return
  const { startInlineWorker } = await import("./lib/web/inline-worker")
  startInlineWorker()
}
