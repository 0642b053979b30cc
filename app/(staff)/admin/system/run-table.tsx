import { Card } from "@/components/ui/card"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Run } from "@/lib/schedule/list"
import { nameOfJob, outcomeInWords } from "@/lib/schedule/words"
import { Moment } from "../../moment"
import { RunPill } from "./run-pill"

/** Each time a job was due or asked for, with what came of it. */
export function RunTable({ runs }: { runs: Run[] }) {
  return (
    <Card>
      <Table label="What was done" cards>
        <TableColumns names={["Due", "Job", "State", "What it did"]} />
        <TableBody>
          {runs.map((run) => (
            <TableRow key={run.id}>
              <TableCell className="whitespace-nowrap">
                <Moment at={run.slotAt ?? run.createdAt} withTime />
              </TableCell>
              <TableCell>
                {nameOfJob(run.job)}
                {run.askedBy && <span className="text-muted-foreground"> (asked for by {run.askedBy})</span>}
              </TableCell>
              <TableCell>
                <RunPill state={run.state} />
              </TableCell>
              <TableCell>{outcomeOf(run)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function outcomeOf({ state, outcome, tries }: Run): string {
  if (outcome) return outcomeInWords(outcome)
  if (state === "skipped") return "Nothing ran at that time, and it was too late to make up for it."
  if (state === "failed") return `Given up after ${tries} tries. The server's log tells why.`
  return tries > 1 ? `Tried ${tries} times so far` : ""
}
