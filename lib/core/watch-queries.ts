import { watchQueries } from "../../db/observe"
import { env } from "../env"
import { current } from "./current"
import { log } from "./log"
import { metrics } from "./metrics"
import { kindOf, shownText } from "./statement"

const holder = globalThis as typeof globalThis & { becCrmQueriesWatched?: true }

/** Counts and times every statement of this process from now on, and logs those that take longer than SLOW_QUERY_MS. */
export function watchAllQueries(): void {
  if (holder.becCrmQueriesWatched) return
  holder.becCrmQueriesWatched = true
  const { queries, queryErrors } = metrics()
  const { SLOW_QUERY_MS } = env()
  watchQueries(() => {
    const began = performance.now()
    // The answer comes from a socket that knows of no request.
    const requestId = current()?.requestId
    return (text, failed) => {
      const ms = performance.now() - began
      const kind = kindOf(text)
      queries.observe({ kind }, ms / 1000)
      if (failed) queryErrors.inc({ kind })
      if (ms >= SLOW_QUERY_MS)
        log().warn({ requestId, ms: Math.round(ms), statement: shownText(text), failed }, "a query was slow")
    }
  })
}
