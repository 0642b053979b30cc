import Link from "next/link"
import type { ReactNode } from "react"
import { cn } from "@/components/ui/cn"
import {
  ActionsCell,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table"
import { dateIn } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { statusNames } from "@/lib/coverage/names"
import { turnInWords } from "@/lib/coverage/words"
import { env } from "@/lib/env"
import type { ListedStatus, Sort } from "@/lib/memberships/schema"
import type { StatusRow } from "@/lib/memberships/status-rows"
import { SortLink, type SortLinks } from "./sort-link"

export const dayNames: Record<ListedStatus, string> = {
  expiring: "Ends on",
  expired: "Ended on",
  pending: "Starts on",
}

type StatusTableProps<Row> = {
  rows: Row[]
  status: ListedStatus
  links?: SortLinks
  /** What can be done for a client, on a screen. */
  actions?: (row: Row, today: string) => ReactNode
}

/** With `links`, columns can be sorted by and clients opened; without, it is for paper. */
export function StatusTable<Row extends StatusRow>({ rows, status, links, actions }: StatusTableProps<Row>) {
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const head = (sort: Sort, label: string) => (
    <TableHead aria-sort={links?.[sort].sorted}>
      {links ? <SortLink {...links[sort]}>{label}</SortLink> : label}
    </TableHead>
  )
  return (
    <Table label={`Memberships: ${statusNames[status]}`} cards={links !== undefined}>
      <TableHeader>
        <TableRow>
          {head("name", "Name")}
          {head("plan", "Plan")}
          <TableHead>Status</TableHead>
          {head("day", dayNames[status])}
          {head("coordinator", "Service coordinator")}
          <TableHead>Phone</TableHead>
          {actions && (
            <TableHead data-slot="actions" className="text-right print:hidden">
              Actions
            </TableHead>
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <StatusTableRow
            key={row.id}
            row={row}
            status={status}
            today={today}
            opens={links !== undefined}
            actions={actions?.(row, today)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

type RowProps = { row: StatusRow; status: ListedStatus; today: string; opens: boolean; actions: ReactNode }

function StatusTableRow({ row, status, today, opens, actions }: RowProps) {
  const name = `${row.firstName} ${row.lastName}`
  const shown = <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
  return (
    <TableRow className="relative">
      <TableCell className={cn("font-medium md:min-w-32 md:max-w-52", !opens && "min-w-28")}>
        {opens ? (
          <Link href={`/clients/${row.id}`} className="after:absolute after:inset-0 hover:underline">
            {shown}
          </Link>
        ) : (
          shown
        )}
      </TableCell>
      <TableCell className="max-w-36 wrap-break-word max-md:max-w-none">{row.plan.name}</TableCell>
      <TableCell className="whitespace-nowrap">{turnInWords(status, row.day, today)}</TableCell>
      <TableCell className="whitespace-nowrap">
        {opens && <span className="text-muted-foreground md:hidden">{dayNames[status]} </span>}
        {formatDate(row.day)}
      </TableCell>
      <TableCell className="md:max-w-44">
        {row.serviceCoordinator ? (
          <bdi className="[overflow-wrap:anywhere]">{row.serviceCoordinator}</bdi>
        ) : (
          <Nothing opens={opens} />
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {row.phone ? formatPhone(row.phone) : <Nothing opens={opens} />}
      </TableCell>
      {actions !== undefined && (
        <ActionsCell>
          <div className="relative flex max-md:mt-1 md:justify-end">{actions}</div>
        </ActionsCell>
      )}
    </TableRow>
  )
}

/** A card on a phone leaves out what is empty. */
const Nothing = ({ opens }: { opens: boolean }) => <span className={opens ? "max-md:hidden" : ""}>—</span>
