import Link from "next/link"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { AuditRow } from "@/lib/history/records"
import { actorInWords, inOneLine, toldOf } from "@/lib/history/words"
import { Moment } from "../../moment"

/** What happened: when, who, what, to whom and from where. */
export function AuditTable({ rows, ofOneClient = false }: { rows: AuditRow[]; ofOneClient?: boolean }) {
  const columns = ["When", "Who", "What", ...(ofOneClient ? [] : ["About"]), "From"]
  return (
    <Table label="What happened" cards>
      <TableColumns names={columns} />
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell className="whitespace-nowrap">
              <Moment at={row.occurredAt} withTime />
            </TableCell>
            <TableCell className="[overflow-wrap:anywhere]">
              <bdi className="font-medium">{doer(row)}</bdi>
            </TableCell>
            <TableCell className="[overflow-wrap:anywhere]">
              <What row={row} />
            </TableCell>
            {!ofOneClient && (
              <TableCell className="[overflow-wrap:anywhere]">
                <About row={row} />
              </TableCell>
            )}
            <TableCell className="[overflow-wrap:anywhere]">
              <From row={row} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Who signs in is a visitor until then; it is their account. */
const doer = (row: AuditRow) =>
  row.actorKind === "visitor" && row.aboutUser ? row.aboutUser : actorInWords(row)

function What({ row }: { row: AuditRow }) {
  const told = toldOf(row)
  const line = inOneLine(told)
  if (line !== null) return line
  return (
    <details>
      <summary className="target inline-flex items-center">{told.did}</summary>
      <ul className="mt-1 grid gap-1 text-muted-foreground">
        {(told.changes ?? []).map(({ what, from, to }) => (
          <li key={what}>
            {what}: <bdi>{from}</bdi> → <bdi className="text-foreground">{to}</bdi>
          </li>
        ))}
      </ul>
    </details>
  )
}

function About({ row: { clientId, clientName, clientListed, aboutUser, actorKind } }: { row: AuditRow }) {
  if (clientId && clientListed)
    return (
      <Link href={`/clients/${clientId}`} className="link target inline-flex items-center">
        <bdi>{clientName}</bdi>
      </Link>
    )
  if (clientId) return <bdi>{clientName}</bdi>
  return aboutUser && actorKind !== "visitor" ? <bdi>{aboutUser}</bdi> : "—"
}

const ways = {
  page: "Page",
  api: "API",
  kiosk: "Kiosk",
  webhook: "Webhook",
  command_line: "Command line",
  job: "Background work",
}

function From({ row: { channel, address } }: { row: AuditRow }) {
  if (!channel) return "—"
  return (
    <>
      {ways[channel]}
      {address && <span className="block text-muted-foreground">{address}</span>}
    </>
  )
}
