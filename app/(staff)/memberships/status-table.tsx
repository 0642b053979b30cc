import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { cn } from "@/components/ui/cn"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"
import { dateIn } from "@/lib/core/clock"
import { formatDate, formatPhone } from "@/lib/core/format"
import { statusNames, turnInWords } from "@/lib/coverage/words"
import { env } from "@/lib/env"
import type { ListedStatus, Sort } from "@/lib/memberships/schema"
import type { StatusRow } from "@/lib/memberships/status-rows"
import { paperLook } from "./paper-look"
import { SortLink, type SortLinks } from "./sort-link"

export const dayNames: Record<ListedStatus, string> = {
  expiring: "Ends on",
  expired: "Ended on",
  pending: "Starts on",
}

type StatusTableProps = { rows: StatusRow[]; status: ListedStatus; links?: SortLinks }

/** With `links`, columns can be sorted by and clients opened; without, it is for paper. */
export function StatusTable({ rows, status, links }: StatusTableProps) {
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const head = (sort: Sort, label: string) => (
    <TableHead aria-sort={links?.[sort].sorted}>
      {links ? <SortLink {...links[sort]}>{label}</SortLink> : label}
    </TableHead>
  )
  return (
    <Table
      label={`Memberships: ${statusNames[status]}`}
      cards={links !== undefined}
      className={links ? undefined : paperLook}
    >
      <TableHeader>
        <TableRow>
          {head("name", "Name")}
          {head("plan", "Plan")}
          <TableHead>Status</TableHead>
          {head("day", dayNames[status])}
          {head("coordinator", "Service coordinator")}
          <TableHead>Phone</TableHead>
          {links && <TableHead className="text-right">Actions</TableHead>}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <StatusTableRow key={row.id} row={row} status={status} today={today} opens={links !== undefined} />
        ))}
      </TableBody>
    </Table>
  )
}

type RowProps = { row: StatusRow; status: ListedStatus; today: string; opens: boolean }

function StatusTableRow({ row, status, today, opens }: RowProps) {
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
      {opens && (
        <TableCell>
          <span className="relative flex gap-2 max-md:mt-1 md:justify-end">
            <RowActions id={row.id} name={name} />
          </span>
        </TableCell>
      )}
    </TableRow>
  )
}

/** What can be done for a client of the list; renewing, extending and cancelling have their place here. */
function RowActions({ id, name }: { id: string; name: string }) {
  return (
    <Link
      href={`/clients/${id}`}
      aria-label={`View ${name}`}
      className={buttonVariants({ variant: "ghost", size: "sm" })}
    >
      View
    </Link>
  )
}

/** A card on a phone leaves out what is empty. */
const Nothing = ({ opens }: { opens: boolean }) => <span className={opens ? "max-md:hidden" : ""}>—</span>
