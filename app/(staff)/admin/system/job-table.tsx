import { Card } from "@/components/ui/card"
import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { clockwork } from "@/lib/schedule/list"
import { jobNames, whenInWords } from "@/lib/schedule/words"
import { Moment } from "../../moment"
import { askForRunAction } from "./actions"
import { RunNow } from "./run-now"
import { RunPill } from "./run-pill"

type Jobs = Awaited<ReturnType<typeof clockwork>>["jobs"]

/** What the clock asks for: when, when next, and how it went last. */
export function JobTable({ jobs }: { jobs: Jobs }) {
  return (
    <Card>
      <Table label="Scheduled jobs" cards>
        <TableColumns names={["Job", "When", "Next", "Last", "Actions"]} />
        <TableBody>
          {jobs.map(({ job, when, next, latest }) => (
            <TableRow key={job}>
              <TableCell className="font-medium">{jobNames[job]}</TableCell>
              <TableCell>{whenInWords(when)}</TableCell>
              <TableCell className="whitespace-nowrap">
                <OnPhone>Next: </OnPhone>
                <Moment at={next} withTime />
              </TableCell>
              <TableCell>
                <OnPhone>Last: </OnPhone>
                {latest ? <RunPill state={latest.state} /> : "not yet"}
              </TableCell>
              <TableCell>
                <RunNow job={job} name={jobNames[job]} ask={askForRunAction} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
