import { CalendarX } from "lucide-react"
import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { listCheckIns } from "@/lib/check-ins/list"
import { methodNames } from "@/lib/check-ins/names"
import { dateIn, isCalendarDate } from "@/lib/core/clock"
import { count } from "@/lib/core/format"
import { env } from "@/lib/env"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { alertsNow } from "../alerts-now"
import { hrefOf } from "../href"
import { ListPages } from "../list-pages"
import { PageHeader } from "../page-header"
import { CheckInFilters } from "./check-in-filters"
import { VisitTable } from "./visit-table"

export const metadata = { title: "Check-ins" }

type Search = { date?: string; method?: string; client?: string; q?: string; only?: string; cursor?: string }

export default async function CheckInsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { role } = await requireUser("/check-ins")
  const { date, method, client, q, only, cursor } = textParams(await searchParams)
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const day = date && isCalendarDate(date) ? date : client || q ? undefined : today
  const chosen = methodNames.find((known) => known === method)
  const counted = only === "counted" ? only : undefined
  const filter = {
    from: day,
    to: day,
    method: chosen,
    clientId: client,
    only: counted,
    query: q?.slice(0, 200),
  } as const
  const [{ rows, nextCursor }, { waiting }] = await Promise.all([
    read(listCheckIns, { ...filter, cursor }),
    alertsNow(),
  ])
  const to = (next?: string) =>
    hrefOf("/check-ins", { date: day, method: chosen, client, q, only: counted, cursor: next })
  return (
    <>
      <PageHeader
        title="Check-ins"
        aside={`${rows.length}${nextCursor ? "+" : ""}`}
        actions={
          <>
            {waiting > 0 && (
              <Link href="/check-ins/waiting" className={buttonVariants({ variant: "outline" })}>
                Settle kiosk entries
                <Badge>{waiting.toLocaleString("en-US")}</Badge>
              </Link>
            )}
            <Link
              href={hrefOf("/check-ins/day-sheet", { date: day })}
              className={buttonVariants({ variant: "outline" })}
            >
              Day sheet
            </Link>
            <Link href="/check-ins/here" className={buttonVariants({ variant: "outline" })}>
              Who is here
            </Link>
          </>
        }
      />
      <CheckInFilters date={day} method={chosen} client={client} query={q} counted={Boolean(counted)} />
      {rows.length === 0 ? (
        <EmptyState icon={CalendarX} title="No check-ins">
          Nobody was checked in like this. Choose another day, name or method.
        </EmptyState>
      ) : (
        <Card>
          <VisitTable visits={rows} role={role} />
        </Card>
      )}
      <ListPages href={to} cursor={cursor} nextCursor={nextCursor} summary={count(rows.length, "check-in")} />
    </>
  )
}
