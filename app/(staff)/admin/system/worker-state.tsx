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
      <Alert tone="success" title="The work in the background is done.">
        {count(here.length, "worker")} {here.length === 1 ? "is" : "are"} there
        {first.inline ? ", inside the web server" : ""}, since <Moment at={first.startedAt} withTime />.
      </Alert>
    )
  return (
    <Alert tone="error" title="Nobody does the work in the background.">
      {lost ? (
        <>
          A worker was there last <Moment at={lost.seenAt} withTime />.{" "}
        </>
      ) : null}
      Imports, events to other programs and scheduled jobs wait until whoever runs the server starts one: npm
      run worker.
    </Alert>
  )
}
