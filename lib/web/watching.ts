import "server-only"
import { startTracing } from "../core/trace"
import { watchAllQueries } from "../core/watch-queries"
import { consoleIntoLog } from "./console"
import { watchRequests } from "./requests"

/** Begins to count, time and log what this web server does. */
export async function startWatching(): Promise<void> {
  await startTracing("web")
  if (process.env.NODE_ENV === "production") consoleIntoLog()
  watchAllQueries()
  watchRequests()
}
