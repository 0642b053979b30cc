import { Send } from "lucide-react"
import Link from "next/link"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { listDeliveries, listTargets } from "@/lib/webhooks/list-deliveries"
import { nameOfOutgoing } from "@/lib/webhooks/told"
import { hrefOf } from "../../../href"
import { ListPages } from "../../../list-pages"
import { Moment } from "../../../moment"
import { PageHeader } from "../../../page-header"
import { Views } from "../views"
import { DeliveryPill, type DeliveryState, stateNames } from "./delivery-pill"
import { TargetFilter } from "./target-filter"

export const metadata = { title: "Sent webhooks" }

const PAGE = "/admin/webhooks/sent"

type Search = { state?: string; target?: string; cursor?: string }

export default async function SentPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { state, target: chosen, cursor } = textParams(await searchParams)
  const target = chosen || undefined
  const [{ rows, nextCursor }, targets] = await Promise.all([
    read(listDeliveries, { state: state as DeliveryState | undefined, targetId: target, cursor }),
    read(listTargets, {}),
  ])
  const filters = [
    { href: hrefOf(PAGE, { target }), label: "All", current: !state },
    ...stateNames.map((one) => ({
      href: hrefOf(PAGE, { state: one.state, target }),
      label: one.name,
      current: one.state === state,
    })),
  ]
  return (
    <>
      <PageHeader title="Sent webhooks" />
      <Views current="Sent" />
      <Segmented label="Which deliveries" className="mb-4" items={filters} />
      <TargetFilter page={PAGE} targets={targets} target={target} state={state} />
      {rows.length === 0 ? (
        <EmptyState icon={Send} title="Nothing here">
          What is sent to other programs appears here, with what came back.
        </EmptyState>
      ) : (
        <Deliveries rows={rows} />
      )}
      <ListPages
        href={(next) => hrefOf(PAGE, { state, target, cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={rows.length === 1 ? "1 delivery" : `${rows.length} deliveries`}
      />
    </>
  )
}

type Row = Awaited<ReturnType<typeof listDeliveries>>["rows"][number]

function Deliveries({ rows }: { rows: Row[] }) {
  return (
    <Card>
      <Table label="Sent webhooks" cards>
        <TableColumns names={["When", "Event", "To", "State", "Tries"]} />
        <TableBody>
          {rows.map(({ id, type, targetName, state, tries, nextTryAt, createdAt }) => (
            <TableRow key={id}>
              <TableCell className="whitespace-nowrap">
                <Moment at={createdAt} />
              </TableCell>
              <TableCell>
                <Link
                  href={`${PAGE}/${id}`}
                  prefetch={false}
                  className="link target inline-flex items-center"
                >
                  {nameOfOutgoing(type)}
                </Link>
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere]">
                <bdi>{targetName}</bdi>
              </TableCell>
              <TableCell>
                <DeliveryPill state={state} />
                {state === "waiting" && tries > 0 && (
                  <span className="block text-muted-foreground text-sm">
                    next try <Moment at={nextTryAt} withTime />
                  </span>
                )}
              </TableCell>
              <TableCell>
                <OnPhone>Tries: </OnPhone>
                {tries}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
