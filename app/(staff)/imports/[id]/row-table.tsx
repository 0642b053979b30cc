import { FileSearch } from "lucide-react"
import Link from "next/link"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Pagination } from "@/components/ui/pagination"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { fieldValue } from "@/lib/clients/words"
import { formatDate } from "@/lib/core/format"
import type { listImportRows } from "@/lib/imports/read"
import { columnName, type ReadRow } from "@/lib/imports/read-row"
import { actionNames, outcomeNames } from "../words"

type Row = Awaited<ReturnType<typeof listImportRows>>["rows"][number]

/** Rows of a file: who it is about, and what is wrong or changes, from what to what. */
export function RowTable({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return <EmptyState icon={FileSearch} title="No such rows" className="py-8" />
  return (
    <Card>
      <Table label="Rows" cards>
        <TableColumns names={["Line", "Client", "Result", "Details"]} />
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.line}>
              <TableCell>
                <span className="md:hidden">Line </span>
                {row.line}
              </TableCell>
              <TableCell className="md:max-w-56">
                <Who row={row} />
              </TableCell>
              <TableCell className="whitespace-nowrap">{whatHappens(row)}</TableCell>
              <TableCell>
                <Details row={row} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function Who({ row: { input, clientId, clientName } }: { row: Row }) {
  const client = (input as ReadRow | null)?.client
  const name = clientName ?? (client ? `${client.firstName} ${client.lastName}` : null)
  if (!name?.trim()) return "—"
  const shown = <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
  if (!clientId || !clientName) return shown
  return (
    <Link className="link" href={`/clients/${clientId}`}>
      {shown}
    </Link>
  )
}

function whatHappens({ action, outcome, undo }: Row): string {
  if (undo) return undo === "undone" ? "Taken back" : "Not taken back"
  return outcome ? outcomeNames[outcome] : actionNames[action]
}

function Details({ row: { problems, changes, action, sameAs, input, undoProblem } }: { row: Row }) {
  const term = (input as ReadRow | null)?.term
  const lines = [
    ...(problems ?? []).map(({ field, value, message }) => {
      const name = field ? `${columnName(field)}: ` : ""
      const quoted = value && !message.includes(`“${value}”`) ? ` Now it says “${value.slice(0, 60)}”.` : ""
      return `${name}${message}${quoted}`
    }),
    ...Object.entries(changes ?? {}).map(
      ([field, { from, to }]) => `${columnName(field)}: ${shown(field, from)} → ${shown(field, to)}`,
    ),
    ...(action === "join" && sameAs ? [`The same person as line ${sameAs}`] : []),
    ...(term && action !== "unclear" && action !== "fail"
      ? [`Membership ${formatDate(term.startsOn)} to ${formatDate(term.endsOn)}`]
      : []),
    ...(undoProblem ? [undoProblem] : []),
  ]
  if (lines.length === 0) return <span className="text-muted-foreground">—</span>
  return (
    <ul className="[overflow-wrap:anywhere]">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function shown(field: string, value: unknown): string {
  const text = fieldValue(field, value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

export function NextRows({
  id,
  show,
  first,
  next,
}: {
  id: string
  show: string
  first: boolean
  next: number | null
}) {
  if (!first && next === null) return null
  return (
    <Pagination
      firstHref={first ? `/imports/${id}?show=${show}` : undefined}
      nextHref={next === null ? undefined : `/imports/${id}?show=${show}&after=${next}`}
    />
  )
}
