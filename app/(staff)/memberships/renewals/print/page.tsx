import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { dateIn } from "@/lib/core/clock"
import { count, formatDate } from "@/lib/core/format"
import { env } from "@/lib/env"
import { renewals } from "@/lib/memberships/renewals"
import { NO_COORDINATOR } from "@/lib/memberships/words"
import { centerName } from "@/lib/web/centre"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../../href"
import { PageHeader } from "../../../page-header"
import { coordinatorOf, showOf } from "../../address"
import { PrintNow } from "../../print-now"
import { addressOf, RENEWALS } from "../renewal-filters"
import { RenewalTable } from "../renewal-table"

export const metadata = { title: "Renewals to print" }

type Search = { coordinator?: string; show?: string }

/** One sheet per service coordinator. */
export default async function PrintRenewalsPage({ searchParams }: { searchParams: Promise<Search> }) {
  await requireUser(`${RENEWALS}/print`)
  const search = textParams(await searchParams)
  const center = await centerName()
  const { sections, cut } = await read(renewals, {
    coordinator: coordinatorOf(search.coordinator),
    show: showOf(search.show),
    everyone: true,
  })
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  return (
    <>
      <div data-print="hide">
        <PageHeader
          title="Renewals to print"
          aside={count(sections?.length ?? 0, "sheet")}
          actions={
            <>
              <Link href={hrefOf(RENEWALS, search)} className={buttonVariants({ variant: "ghost" })}>
                Back to the worklist
              </Link>
              <PrintNow />
            </>
          }
        />
      </div>
      {cut && (
        <p className="mb-4 font-medium">
          Only the first 2,000 clients are here. Choose a coordinator for the others.
        </p>
      )}
      {sections?.length === 0 && <p>Nobody is on this list.</p>}
      {sections?.map((section) => (
        <section key={addressOf(section)} className="mb-8 break-after-page last:break-after-auto print:mb-0">
          <div className="mb-3 flex flex-wrap items-baseline gap-x-4">
            <h2 className="font-semibold text-lg [overflow-wrap:anywhere]">
              <bdi>{section.name ?? NO_COORDINATOR}</bdi>
            </h2>
            <p className="text-muted-foreground text-sm">
              {count(section.lines.length, "client")} · {center} · as of {formatDate(today)}
            </p>
          </div>
          <Card data-slot="paper" className="print:border-0">
            <RenewalTable lines={section.lines} whose={section.name ?? NO_COORDINATOR} today={today} paper />
          </Card>
        </section>
      ))}
    </>
  )
}
