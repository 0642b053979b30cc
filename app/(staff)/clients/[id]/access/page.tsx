import type { Metadata } from "next"
import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { PrintButton } from "@/components/ui/print-button"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { count } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { accessReport } from "@/lib/history/access-report"
import { actorInWords } from "@/lib/history/words"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { AuditTable } from "../../../admin/audit/audit-table"
import { Moment } from "../../../moment"
import { PageHeader } from "../../../page-header"

// The name of a client is not for the browser's history.
export const metadata: Metadata = { title: "Who saw and changed a client" }

export default async function AccessPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  await requireUser(`/clients/${id}/access`)
  const { client, people, rows, cut } = await read(accessReport, { clientId: id })
  return (
    <>
      <PageHeader
        title="Who saw and changed this client"
        actions={
          <>
            <Link
              href={client.deletedAt ? "/clients/deleted" : `/clients/${id}`}
              className={buttonVariants({ variant: "ghost" })}
            >
              Back
            </Link>
            <PrintButton />
          </>
        }
      />
      <p className="mb-4 text-muted-foreground [overflow-wrap:anywhere]">
        <bdi className="font-medium text-foreground">{`${client.firstName} ${client.lastName}`}</bdi> · as of{" "}
        {formatExactly(new Date(), env().CENTER_TIME_ZONE)}. Readings by one person within 15 minutes count
        once. Files with many clients stand in the audit log under “Files taken along”.
      </p>
      <Card data-slot="paper" className="mb-6 print:border-0">
        <Table label="By person" cards>
          <TableColumns names={["Who", "Looked", "Changed", "Last"]} />
          <TableBody>
            {people.map((person) => (
              <TableRow key={`${person.actorKind} ${person.actorName} ${person.last.toISOString()}`}>
                <TableCell className="[overflow-wrap:anywhere]">
                  <bdi className="font-medium">{actorInWords(person)}</bdi>
                </TableCell>
                <TableCell>looked {count(person.seen, "time")}</TableCell>
                <TableCell>changed {count(person.changed, "time")}</TableCell>
                <TableCell>
                  <Moment at={person.last} withTime />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      {cut && (
        <p className="mb-4 font-medium">
          Only the latest {rows.length.toLocaleString("en-US")} events follow.
        </p>
      )}
      <Card data-slot="paper" className="print:border-0">
        <AuditTable rows={rows} ofOneClient />
      </Card>
    </>
  )
}
