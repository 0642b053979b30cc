import { CalendarX } from "lucide-react"
import { BarChart } from "@/components/charts/bar-chart"
import { ShowAsTable } from "@/components/charts/show-as-table"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import { type Attendance, attendanceByMonth } from "@/lib/reports/attendance"
import type { Period } from "@/lib/reports/schema"
import { read } from "@/lib/web/read"
import { hourName, monthName, monthTick, stayInWords, weekdayName } from "./names"
import { NumberTable } from "./number-table"

export async function AttendanceReport({ period }: { period: Period }) {
  const { months, total, weekdays, hours } = await read(attendanceByMonth, period)
  if (total.visits === 0)
    return (
      <EmptyState icon={CalendarX} title="No visits in this period">
        Choose other days, or check a client in.
      </EmptyState>
    )
  const isBusy = ({ visits }: { visits: number }) => visits > 0
  const open = hours.slice(hours.findIndex(isBusy), hours.findLastIndex(isBusy) + 1)
  const names = { weekdays: weekdays.map(nameWeekday), hours: open.map(nameHour) }
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <CardHeader title="Visits by month" description={totalInWords(total)} />
        <CardContent>
          <BarChart
            summary={`Visits by month: ${totalInWords(total)}`}
            bars={months.map((part) => ({
              key: part.month,
              tick: monthTick(part.month),
              label: monthName(part),
              value: part.visits,
            }))}
          />
        </CardContent>
        <MonthTable months={months} total={total} />
      </Card>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 print:grid-cols-2">
        <Busiest title="Busiest weekdays" groupedBy="Weekday" rows={names.weekdays} />
        <Busiest title="Busiest hours" groupedBy="Hour of check-in" rows={names.hours} />
      </div>
      <p className="max-w-prose text-muted-foreground text-sm">
        A visit belongs to the day on which it began. Check-ins that were undone or voided do not count. The
        average stay leaves out visits without an end and those that the system had to end at closing time.
        The sum of different clients is smaller than its months together: who comes in two months is one
        client.
      </p>
    </div>
  )
}

type Row = { key: number; tick: string; name: string; visits: number }

function Busiest({ title, groupedBy, rows }: { title: string; groupedBy: string; rows: Row[] }) {
  const [most] = rows.toSorted((a, b) => b.visits - a.visits)
  const summary = most ? `${most.name}, with ${count(most.visits, "visit")}` : ""
  return (
    <Card>
      <CardHeader title={title} description={summary} />
      <CardContent>
        <BarChart
          summary={`${title}: ${summary}`}
          bars={rows.map(({ key, tick, name, visits }) => ({
            key: String(key),
            tick,
            label: name,
            value: visits,
          }))}
        />
        <ShowAsTable>
          <NumberTable
            label={title}
            heads={[groupedBy, "Visits"]}
            rows={rows.map(({ name, visits }) => [name, visits])}
          />
        </ShowAsTable>
      </CardContent>
    </Card>
  )
}

function MonthTable({
  months,
  total,
}: {
  months: (Attendance & Parameters<typeof monthName>[0])[]
  total: Attendance
}) {
  const cells = ({ visits, clients, averageStay }: Attendance) => [visits, clients, stayInWords(averageStay)]
  return (
    <NumberTable
      label="Attendance by month"
      inCard
      heads={["Month", "Visits", "Clients", "Average stay"]}
      rows={months.map((part) => [monthName(part), ...cells(part)])}
      sum={["All", ...cells(total)]}
    />
  )
}

const nameHour = ({ hour, visits }: { hour: number; visits: number }): Row => ({
  key: hour,
  tick: hourName(hour),
  name: hourName(hour),
  visits,
})

const nameWeekday = ({ weekday, visits }: { weekday: number; visits: number }): Row => ({
  key: weekday,
  tick: weekdayName(weekday).slice(0, 3),
  name: weekdayName(weekday),
  visits,
})

const totalInWords = ({ visits, clients, averageStay }: Attendance) =>
  [
    `${count(visits, "visit")} of ${count(clients, "client")}`,
    averageStay !== null && `${stayInWords(averageStay)} on average`,
  ]
    .filter(Boolean)
    .join(", ")
