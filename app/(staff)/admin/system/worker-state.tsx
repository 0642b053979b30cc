import { Alert } from "@/components/ui/alert"
import { count } from "@/lib/core/format"
import type { workersAt } from "@/lib/schedule/workers"
import { Moment } from "../../moment"

/** Whether somebody does the work in the background. */
export function WorkerState({ here, missing }: Awaited<ReturnType<typeof workersAt>>) {
  const [first] = here
  const [lost] = missing.toReversed()
  if (first)
    return (
      <Alert tone="success" title="The background work is running.">
        {count(here.length, "worker")}
        {first.inline && " inside the web server"}, started: <Moment at={first.startedAt} withTime />
      </Alert>
    )
  return (
    <Alert tone="error" title="The background work is not running.">
      {lost ? (
        <>
          A worker was there last: <Moment at={lost.seenAt} withTime />.{" "}
        </>
      ) : null}
      Imports, events to other programs and scheduled jobs wait until whoever runs the server starts one: npm
      run worker.
    </Alert>
  )
}
