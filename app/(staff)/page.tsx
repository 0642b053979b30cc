import type { LucideIcon } from "lucide-react"
import { CalendarCheck, CircleCheck, ClockAlert, Sofa, TriangleAlert } from "lucide-react"
import Link from "next/link"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { whoIsHere } from "@/lib/check-ins/list"
import { formatTime } from "@/lib/core/format"
import { env } from "@/lib/env"
import { stats } from "@/lib/reports/stats"
import { read } from "@/lib/web/read"
import { PageHeader } from "./page-header"

export const metadata = { title: "Dashboard" }

export default async function DashboardPage() {
  const [{ clientsByStatus, checkedInToday, hereNow }, here] = await Promise.all([
    read(stats, {}),
    read(whoIsHere, {}),
  ])
  return (
    <>
      <PageHeader title="Dashboard" />
      <ul className="mb-6 grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure
          href="/clients?status=active"
          icon={CircleCheck}
          name="Active"
          value={clientsByStatus.active}
        />
        <Figure
          href="/clients?status=expiring"
          icon={ClockAlert}
          name="Expiring"
          value={clientsByStatus.expiring}
        />
        <Figure
          href="/clients?status=expired"
          icon={TriangleAlert}
          name="Expired"
          value={clientsByStatus.expired}
        />
        <Figure href="/check-ins" icon={CalendarCheck} name="Checked in today" value={checkedInToday} />
      </ul>
      <Card>
        <CardHeader title="Who is here" description={hereNow === 1 ? "1 client" : `${hereNow} clients`} />
        <CardContent>
          {here.length === 0 ? (
            <EmptyState icon={Sofa} as="h3" title="Nobody yet">
              Clients who check in today appear here until they check out.
            </EmptyState>
          ) : (
            <ul className="grid grid-cols-1 gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
              {here.map((visit) => (
                <li key={visit.id} className="flex items-center gap-3 border-b py-1">
                  <Link href={`/clients/${visit.clientId}`} className="link target flex min-w-0 items-center">
                    <bdi className="truncate">{`${visit.firstName} ${visit.lastName}`}</bdi>
                  </Link>
                  <span className="tabular ml-auto whitespace-nowrap text-muted-foreground text-sm">
                    {[visit.station, formatTime(visit.checkedInAt, env().CENTER_TIME_ZONE)]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </CardContent>
      </Card>
    </>
  )
}

function Figure({
  href,
  icon: Icon,
  name,
  value,
}: {
  href: string
  icon: LucideIcon
  name: string
  value: number
}) {
  return (
    <li>
      <Link href={href} className="grid gap-1 rounded-lg border bg-surface p-4 hover:bg-muted">
        <span className="flex items-center gap-2 text-muted-foreground text-sm">
          <Icon aria-hidden className="size-4 shrink-0" />
          {name}
        </span>
        <span className="tabular font-semibold text-2xl leading-8">{value.toLocaleString("en-US")}</span>
      </Link>
    </li>
  )
}
