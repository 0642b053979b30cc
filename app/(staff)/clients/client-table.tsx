import Link from "next/link"
import { CheckInButton } from "@/components/check-ins/check-in-button"
import { StatusPill } from "@/components/coverage/status-pill"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { cn } from "@/components/ui/cn"
import { ActionsCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Here } from "@/lib/check-ins/here"
import type { Client } from "@/lib/clients/records"
import { dateIn } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { expiryInWords } from "@/lib/coverage/words"
import { env } from "@/lib/env"
import { can, type Role } from "@/lib/permissions"
import { checkInAction, checkOutAction, takeBackAction } from "../check-ins/actions"
import { CheckOutButton } from "../check-ins/visit-buttons"

type ClientTableProps = { rows: Client[]; here: Record<string, Here>; role: Role }

export function ClientTable({ rows, here, role }: ClientTableProps) {
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  return (
    <Card>
      <Table label="Clients" cards>
        <TableColumns names={["Name", "Contact", "Status", "Expiry"]} actions />
        <TableBody>
          {rows.map((client) => (
            <ClientRow key={client.id} client={client} here={here[client.id]} today={today} role={role} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

type ClientRowProps = { client: Client; here: Here | undefined; today: string; role: Role }

function ClientRow({ client, here, today, role }: ClientRowProps) {
  const { id, coverage, email, phone } = client
  const name = `${client.firstName} ${client.lastName}`
  return (
    <TableRow className="relative">
      <TableCell className="md:min-w-36 md:max-w-56">
        <Link href={`/clients/${id}`} className="font-medium after:absolute after:inset-0 hover:underline">
          <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
        </Link>
        {here && <span className="tabular block text-muted-foreground text-sm">Here since {here.since}</span>}
      </TableCell>
      <TableCell className="md:max-w-48">
        {phone && <span className="block whitespace-nowrap">{formatPhone(phone)}</span>}
        {email && <span className="block truncate text-muted-foreground">{email}</span>}
        {!phone && !email && <span className="max-md:hidden">—</span>}
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-x-2 md:flex-col md:items-start">
          <StatusPill status={coverage.status} />
          {coverage.plan && (
            <span className="whitespace-nowrap text-muted-foreground">{coverage.plan.name}</span>
          )}
        </span>
      </TableCell>
      <TableCell
        className={coverage.endsOn ? "whitespace-nowrap" : "max-md:hidden!"}
        title={coverage.endsOn ? formatDate(coverage.endsOn) : undefined}
      >
        {expiryInWords(coverage, today)}
      </TableCell>
      <ActionsCell>
        <span className="relative flex flex-wrap gap-2 max-md:mt-1 md:justify-end">
          {here ? (
            <CheckOutButton id={here.visitId} name={name} checkOut={checkOutAction} />
          ) : (
            <CheckInButton
              client={{ id, name }}
              size="sm"
              checkIn={checkInAction}
              takeBack={takeBackAction}
              variant="outline"
            />
          )}
          {can(role, "clients.update") && (
            <Link
              href={`/clients/${id}?edit=1`}
              aria-label={`Edit ${name}`}
              className={cn(buttonVariants({ variant: "ghost", size: "sm" }), "md:max-xl:hidden")}
            >
              Edit
            </Link>
          )}
        </span>
      </ActionsCell>
    </TableRow>
  )
}
