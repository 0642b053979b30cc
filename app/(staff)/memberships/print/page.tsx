import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { count } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import { statusNames } from "@/lib/coverage/names"
import { env } from "@/lib/env"
import { filterChoices } from "@/lib/memberships/filter-choices"
import { printByStatus } from "@/lib/memberships/list-by-status"
import { NO_COORDINATOR } from "@/lib/memberships/words"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../href"
import { PageHeader } from "../../page-header"
import { filterOf, type ListFilter, type ListSearch } from "../address"
import type { Choices } from "../list-filters"
import { PrintNow } from "../print-now"
import { StatusTable } from "../status-table"

export const metadata = { title: "Memberships to print" }

export default async function PrintPage({ searchParams }: { searchParams: Promise<ListSearch> }) {
  await requireUser("/memberships/print")
  const { cursor, ...search } = textParams(await searchParams)
  const filter = filterOf(search)
  const [{ rows, cut }, choices] = await Promise.all([read(printByStatus, filter), read(filterChoices, {})])
  return (
    <>
      <PageHeader
        title={`Memberships: ${statusNames[filter.status].toLowerCase()}`}
        aside={count(rows.length, "client")}
        actions={
          <>
            <Link href={hrefOf("/memberships", search)} className={buttonVariants({ variant: "ghost" })}>
              Back to the list
            </Link>
            <PrintNow />
          </>
        }
      />
      <p className="mb-4 text-muted-foreground text-sm">
        {[`As of ${formatExactly(new Date(), env().CENTER_TIME_ZONE)}`, ...chosen(filter, choices)].join(
          " · ",
        )}
      </p>
      {cut && (
        <p className="mb-4 font-medium">
          Only the first {rows.length.toLocaleString("en-US")} are here. Choose a coordinator or a plan to get
          a shorter list.
        </p>
      )}
      {rows.length === 0 ? (
        <p>Nobody is on this list.</p>
      ) : (
        <Card data-slot="paper" className="print:border-0">
          <StatusTable rows={rows} status={filter.status} />
        </Card>
      )}
    </>
  )
}

function chosen({ coordinator, planCode }: ListFilter, { coordinators, plans }: Choices): string[] {
  const named = coordinators.find(({ folded, name }) => coordinator === folded || coordinator === name)
  const whose = coordinator === null ? NO_COORDINATOR : (named?.name ?? coordinator)
  const plan = plans.find(({ code }) => code === planCode)?.name ?? planCode
  return [whose && `Service coordinator: ${whose}`, plan && `Plan: ${plan}`].filter(
    (text) => text !== undefined,
  )
}
