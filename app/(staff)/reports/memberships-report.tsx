import { BarChart } from "@/components/charts/bar-chart"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { count, formatDate } from "@/lib/core/format"
import { membershipsOverTime } from "@/lib/reports/memberships-over-time"
import type { Period } from "@/lib/reports/schema"
import { read } from "@/lib/web/read"
import { monthName, monthTick } from "./names"
import { NumberTable } from "./number-table"

export async function MembershipsReport({ period }: { period: Period }) {
  const months = await read(membershipsOverTime, period)
  const sum = (name: "begun" | "renewed" | "ended") =>
    months.reduce((total, { [name]: number }) => total + number, 0)
  const atTheEnd = `${count(months.at(-1)?.covered ?? 0, "client")} covered on ${formatDate(period.to)}`
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <CardHeader title="Clients covered at each month's end" description={atTheEnd} />
        <CardContent>
          <BarChart
            summary={`Clients covered at each month's end: ${atTheEnd}`}
            bars={months.map((part) => ({
              key: part.month,
              tick: monthTick(part.month),
              label: `${monthName(part)}, on ${formatDate(part.to)}`,
              value: part.covered,
            }))}
          />
        </CardContent>
        <NumberTable
          label="Memberships over time"
          inCard
          heads={["Month", "Covered", "Begun", "Renewals", "Ended"]}
          rows={months.map((part) => [monthName(part), part.covered, part.begun, part.renewed, part.ended])}
          sum={["All", "", sum("begun"), sum("renewed"), sum("ended")]}
        />
      </Card>
      <p className="max-w-prose text-muted-foreground text-sm">
        Covered: clients with a membership, or else POS dates, on the last day of the month or of the period.
        Begun and ended: memberships with their first or last day in the month; a cancelled one ends when its
        cancellation says. Renewals: those begun that continue an earlier membership of the same client.
        Deleted clients do not count. Days to come are as they are planned today.
      </p>
    </div>
  )
}
