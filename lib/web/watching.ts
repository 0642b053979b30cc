import "server-only"
import { watchAllQueries } from "../core/watch-queries"
import { consoleIntoLog } from "./console"
import { watchRequests } from "./requests"

/** Begins to count, time and log what this web server does. */
export function startWatching(): void {
  if (process.env.NODE_ENV === "production") consoleIntoLog()
  watchAllQueries()
  watchRequests()
}
