import { UserRoundCheck } from "lucide-react"
import Link from "next/link"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { PrintButton } from "@/components/ui/print-button"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { dateIn } from "@/lib/core/clock"
import { count, formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { expiryInWords } from "@/lib/coverage/words"
import { env } from "@/lib/env"
import { listNotSeen, totalNotSeen } from "@/lib/reports/not-seen"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { PageHeader } from "../../page-header"
import { lastSeen } from "../last-seen"

export const metadata = { title: "Not seen for 30 days" }

export default async function NotSeenPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  await requireUser("/clients/not-seen")
  const { cursor } = textParams(await searchParams)
  const [{ rows, nextCursor }, total] = await Promise.all([
    read(listNotSeen, { cursor }),
    read(totalNotSeen, {}),
  ])
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  return (
    <>
      <PageHeader
        title="Not seen for 30 days"
        aside={total.toLocaleString("en-US")}
        actions={rows.length > 0 && <PrintButton />}
      />
      <p className="mb-4 max-w-prose text-muted-foreground text-sm">
        Clients who are covered today and whose last visit was more than 30 days ago, or who never came
        although their coverage began more than 30 days ago. Check-ins that were undone or voided do not
        count.
      </p>
      {rows.length === 0 ? (
        <EmptyState icon={UserRoundCheck} title="Nobody is missing">
          Everybody who is covered was here in the last 30 days.
        </EmptyState>
      ) : (
        <Card>
          <Table label="Clients not seen for 30 days" cards>
            <TableColumns names={["Name", "Last visit", "Coverage", "Phone", "Service coordinator"]} />
            <TableBody>
              {rows.map((client) => (
                <TableRow key={client.id}>
                  <TableCell>
                    <Link
                      href={`/clients/${client.id}`}
                      prefetch={false}
                      className="font-medium hover:underline"
                    >
                      <bdi className="[overflow-wrap:anywhere]">{`${client.firstName} ${client.lastName}`}</bdi>
                    </Link>
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    {client.lastVisitAt && <span className="md:sr-only">Last visit: </span>}
                    {lastSeen(client.lastVisitAt)}
                  </TableCell>
                  <TableCell
                    className="whitespace-nowrap"
                    title={client.coverage.endsOn ? formatDate(client.coverage.endsOn) : undefined}
                  >
                    <span className="md:sr-only">Coverage: </span>
                    {expiryInWords(client.coverage, today)}
                  </TableCell>
                  <TableCell className={client.phone ? "whitespace-nowrap" : "max-md:hidden!"}>
                    {client.phone ? formatPhone(client.phone) : "—"}
                  </TableCell>
                  <TableCell className={client.serviceCoordinator ? undefined : "max-md:hidden!"}>
                    {client.serviceCoordinator ?? "—"}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
      <ListPages
        href={(next) => hrefOf("/clients/not-seen", { cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "client")}
      />
    </>
  )
}
