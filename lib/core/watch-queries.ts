import { watchQueries } from "../../db/observe"
import { env } from "../env"
import { current, idsOf } from "./current"
import { log } from "./log"
import { metrics } from "./metrics"
import { kindOf, shownText, tableOf } from "./statement"
import { beginPart, type Span } from "./trace"

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
    const ids = idsOf(current())
    const span = beginPart("SQL", "client")
    return (text, failed) => {
      const ms = performance.now() - began
      const kind = kindOf(text)
      queries.observe({ kind }, ms / 1000)
      sayStatement(span, text, kind, failed)
      if (failed) queryErrors.inc({ kind })
      if (ms >= SLOW_QUERY_MS)
        log().warn({ ...ids, ms: Math.round(ms), statement: shownText(text), failed }, "a query was slow")
    }
  })
}

/** What a statement does and to which table, and nothing that stands in it. */
function sayStatement(span: Span | undefined, text: string, kind: string, failed: boolean) {
  if (!span) return
  const table = tableOf(text)
  span.say(table ? `${kind} ${table}` : kind, {
    "db.system.name": "postgresql",
    "db.operation.name": kind,
    ...(table && { "db.collection.name": table }),
  })
  span.end(failed ? "query" : undefined)
}
