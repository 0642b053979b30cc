import { CalendarCheck } from "lucide-react"
import Link from "next/link"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { methods } from "@/lib/check-ins/names"
import type { CheckIn } from "@/lib/check-ins/records"
import { formatTime } from "@/lib/core/format"
import { env } from "@/lib/env"
import { correctionRemark, lateRemark, visitState } from "../../check-ins/visit-state"
import { Moment } from "../../moment"

/** The client's latest visits, those taken back too, marked. */
export function VisitsCard({
  clientId,
  visits,
  more,
}: {
  clientId: string
  visits: CheckIn[]
  more: boolean
}) {
  const zone = env().CENTER_TIME_ZONE
  const now = new Date()
  return (
    <Card>
      <CardHeader title="Recent visits" />
      <CardContent>
        {visits.length === 0 ? (
          <EmptyState icon={CalendarCheck} as="h3" title="No visit yet" className="py-4" />
        ) : (
          <ol className="grid gap-2 text-sm">
            {visits.map((visit) => (
              <li key={visit.id} className={visit.removal ? "text-muted-foreground line-through" : ""}>
                <span className="flex flex-wrap justify-between gap-x-4">
                  <Moment className="tabular font-medium" at={visit.checkedInAt} withTime />
                  <span className="text-muted-foreground">
                    {[
                      methods[visit.method],
                      visit.station,
                      visit.checkedOutAt && `until ${formatTime(visit.checkedOutAt, zone)}`,
                      visitState(visit),
                      lateRemark(visit, now, zone) ?? correctionRemark(visit, zone),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
              </li>
            ))}
          </ol>
        )}
        {more && (
          <Link
            href={`/check-ins?client=${clientId}`}
            className="link target mt-2 inline-flex items-center text-sm"
          >
            All visits
          </Link>
        )}
      </CardContent>
    </Card>
  )
}
