import { Webhook } from "lucide-react"
import Link from "next/link"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { count } from "@/lib/core/format"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { countAttention, listInbound } from "@/lib/webhooks/list-inbound"
import { didInWords, nameOfType } from "@/lib/webhooks/told"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { Moment } from "../../moment"
import { PageHeader } from "../../page-header"
import { StatePill } from "./state-pill"
import { Views } from "./views"

export const metadata = { title: "Webhooks" }

const PAGE = "/admin/webhooks"

type Search = { state?: string; cursor?: string }

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { state, cursor } = textParams(await searchParams)
  const waiting = state === "attention"
  const filter = waiting ? state : undefined
  const [{ rows, nextCursor }, attention] = await Promise.all([
    read(listInbound, { state: filter, cursor }),
    read(countAttention, {}),
  ])
  return (
    <>
      <PageHeader title="Webhooks" />
      <Views current="Came in" />
      <p className="mb-4 text-muted-foreground">What Zapier sent to this center, and what it did.</p>
      <Segmented
        label="Which events"
        className="mb-4"
        items={[
          { href: PAGE, label: "All", current: !waiting },
          {
            href: hrefOf(PAGE, { state: "attention" }),
            label: "Needs attention",
            count: attention,
            current: waiting,
          },
        ]}
      />
      {rows.length === 0 ? <Empty waiting={waiting} /> : <Events rows={rows} />}
      <ListPages
        href={(next) => hrefOf(PAGE, { state: filter, cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "event")}
      />
    </>
  )
}

function Empty({ waiting }: { waiting: boolean }) {
  if (waiting)
    return (
      <EmptyState icon={Webhook} title="Nothing waits">
        Every event that came in was done or put away.
      </EmptyState>
    )
  return (
    <EmptyState icon={Webhook} title="Nothing came in yet">
      Sign-up and payment forms reach this center through Zapier, at /api/v1/hooks/zapier. Each event appears
      here with what it did.
    </EmptyState>
  )
}

type Row = Awaited<ReturnType<typeof listInbound>>["rows"][number]

function Events({ rows }: { rows: Row[] }) {
  return (
    <Card>
      <Table label="Events that came in" cards>
        <TableColumns names={["Came", "Event", "State", "What it did"]} />
        <TableBody>
          {rows.map(({ id, type, state, problem, did, receivedAt }) => (
            <TableRow key={id}>
              <TableCell className="whitespace-nowrap">
                <Moment at={receivedAt} />
              </TableCell>
              <TableCell>
                <Link
                  href={`${PAGE}/${id}`}
                  prefetch={false}
                  className="link target inline-flex items-center"
                >
                  {nameOfType(type)}
                </Link>
              </TableCell>
              <TableCell>
                <StatePill state={state} />
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere]">
                {state === "processed" ? didInWords(did) : problem}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
