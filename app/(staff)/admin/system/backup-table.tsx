import { CircleCheck, CircleX, Hourglass } from "lucide-react"
import { Card } from "@/components/ui/card"
import { Pill } from "@/components/ui/pill"
import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Backup } from "@/lib/backups/list"
import { formatBytes } from "@/lib/core/format"
import { Moment } from "../../moment"

const looks = {
  taken: { icon: Hourglass, tone: "warning", name: "Not proven" },
  good: { icon: CircleCheck, tone: "success", name: "Good" },
  failed: { icon: CircleX, tone: "danger", name: "Not good" },
} as const

/** The backups there are, and the attempts of which none came. */
export function BackupTable({ backups }: { backups: Backup[] }) {
  return (
    <Card>
      <Table label="Backups" cards>
        <TableColumns names={["Taken", "State", "Size", "Restored to prove it", "Copied elsewhere"]} />
        <TableBody>
          {backups.map(({ id, takenAt, state, size, provedAt, why, copiedAt, copyProblem }) => (
            <TableRow key={id}>
              <TableCell className="whitespace-nowrap">
                <Moment at={takenAt} withTime />
              </TableCell>
              <TableCell>
                <StatePill state={state} />
                {why && <p className="mt-1 text-muted-foreground text-sm">{why}</p>}
              </TableCell>
              <TableCell className="tabular-nums">{size === null ? "—" : formatBytes(size)}</TableCell>
              <TableCell>
                <OnPhone>Restored to prove it: </OnPhone>
                {provedAt ? <Moment at={provedAt} withTime /> : "—"}
              </TableCell>
              <TableCell>
                <OnPhone>Copied elsewhere: </OnPhone>
                {copiedAt ? <Moment at={copiedAt} withTime /> : (copyProblem ?? "—")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function StatePill({ state }: { state: Backup["state"] }) {
  const { name, ...look } = looks[state]
  return <Pill {...look}>{name}</Pill>
}
