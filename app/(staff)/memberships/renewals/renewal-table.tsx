import Link from "next/link"
import type { ReactNode } from "react"
import { cn } from "@/components/ui/cn"
import { ActionsCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { turnInWords } from "@/lib/coverage/words"
import type { RenewalLine } from "@/lib/memberships/renewals"
import { followUpInWords } from "@/lib/memberships/words"

type RenewalTableProps = {
  lines: readonly RenewalLine[]
  whose: string
  today: string
  /** What can be done about a line; nothing where the list is read or printed only. */
  action?: (line: RenewalLine) => ReactNode
  paper?: boolean
}

/** The clients of one service coordinator whose coverage ends or has ended. */
export function RenewalTable({ lines, whose, today, action, paper = false }: RenewalTableProps) {
  return (
    <Table label={`Renewals: ${whose}`} cards={!paper}>
      <TableColumns
        names={["Client", "Plan", "Coverage", "Phone", "POS dates", "Follow-up"]}
        actions={action !== undefined}
      />
      <TableBody>
        {lines.map((line) => (
          <RenewalRow key={line.id} line={line} today={today} action={action} paper={paper} />
        ))}
      </TableBody>
    </Table>
  )
}

type RowProps = Pick<RenewalTableProps, "today" | "action"> & { line: RenewalLine; paper: boolean }

function RenewalRow({ line, today, action, paper }: RowProps) {
  const { phone, uciNumber, plan, endsOn, followUp } = line
  const name = <bdi className="[overflow-wrap:anywhere]">{`${line.firstName} ${line.lastName}`}</bdi>
  const ended = endsOn < today
  const none = <span className={paper ? "" : "max-md:hidden"}>—</span>
  return (
    <TableRow>
      <TableCell className={cn("font-medium md:min-w-32 md:max-w-48", paper && "min-w-28")}>
        {paper ? (
          name
        ) : (
          <Link href={`/clients/${line.id}`} className="hover:underline">
            {name}
          </Link>
        )}
        {uciNumber && (
          <span className="block font-normal text-muted-foreground [overflow-wrap:anywhere]">
            UCI {uciNumber}
          </span>
        )}
      </TableCell>
      <TableCell className="max-w-32 wrap-break-word max-md:max-w-none">{plan.name}</TableCell>
      <TableCell className="whitespace-nowrap">
        {`${ended ? "Ended" : "Ends"} ${formatDate(endsOn)}`}
        <span className="block text-muted-foreground">
          {turnInWords(ended ? "expired" : "expiring", endsOn, today)}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap">{phone ? formatPhone(phone) : none}</TableCell>
      <TableCell>{posDates(line, paper) ?? none}</TableCell>
      <TableCell className="md:max-w-64">
        <span className={followUp?.contactedOn ? "" : "text-muted-foreground"}>
          {followUpInWords(followUp)}
        </span>
        {followUp?.note && (
          <span className="block whitespace-pre-wrap text-muted-foreground [overflow-wrap:anywhere]">
            {followUp.note}
          </span>
        )}
      </TableCell>
      {action && (
        <ActionsCell>
          <span className="flex gap-2 max-md:mt-1 md:justify-end">{action(line)}</span>
        </ActionsCell>
      )}
    </TableRow>
  )
}

function posDates({ posStartDate, posEndDate }: RenewalLine, paper: boolean): ReactNode {
  if (!posStartDate && !posEndDate) return null
  const [from, to] = [posStartDate, posEndDate].map((day) => (day ? formatDate(day) : "—"))
  return (
    <>
      {!paper && <span className="md:hidden">POS </span>}
      <span className="whitespace-nowrap">{from} to</span> <span className="whitespace-nowrap">{to}</span>
    </>
  )
}
