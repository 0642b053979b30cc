import Link from "next/link"
import { BarChart } from "@/components/charts/bar-chart"
import { ShowAsTable } from "@/components/charts/show-as-table"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"
import { count, formatDate } from "@/lib/core/format"
import { dayName, weekdayNameOf } from "../reports/names"

type Day = { day: string; visits: number }

/** Visits per day, the last one being today. */
export function VisitsCard({ days, today }: { days: Day[]; today: string }) {
  return (
    <Card>
      <CardHeader
        title="Visits per day"
        description="The last 30 days with today, by the day of the check-in"
      />
      <CardContent>
        <BarChart
          summary={summaryOf(days)}
          bars={days.map(({ day, visits }) => ({
            key: day,
            tick: day === today ? "Today" : dayName(day),
            label: `${weekdayNameOf(day)}, ${dayName(day)}`,
            value: visits,
            open: day === today,
          }))}
        />
        <ShowAsTable>
          <Table label="Visits per day">
            <TableHeader>
              <TableRow>
                <TableHead>Day</TableHead>
                <TableHead className="text-right">Visits</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {days.toReversed().map(({ day, visits }) => (
                <TableRow key={day}>
                  <TableCell>{`${weekdayNameOf(day)}, ${formatDate(day)}`}</TableCell>
                  <TableCell className="text-right">
                    <Link
                      href={`/check-ins?date=${day}&only=counted`}
                      prefetch={false}
                      className="link target inline-flex items-center"
                      aria-label={`${count(visits, "visit")} on ${formatDate(day)}`}
                    >
                      {visits.toLocaleString("en-US")}
                    </Link>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </ShowAsTable>
      </CardContent>
    </Card>
  )
}

function summaryOf(days: Day[]): string {
  const all = days.reduce((sum, { visits }) => sum + visits, 0)
  const [most] = days.toSorted((a, b) => b.visits - a.visits)
  if (!most || all === 0) return "Visits per day: none in the last 30 days"
  return `Visits per day: ${all.toLocaleString("en-US")} in the last 30 days, most on ${dayName(most.day)} with ${most.visits}`
}
