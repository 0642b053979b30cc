import type { Attendance, AttendanceReport } from "@/lib/reports/attendance"
import { hourName, monthName, weekdayName } from "./names"

type Line = { by: string; period: string; visits: number } & Partial<Attendance>

/** The whole report as one list: months, the sum, weekdays, hours. */
export function attendanceRows({ months, total, weekdays, hours }: AttendanceReport) {
  const lines: Line[] = [
    ...months.map((part) => ({ by: "Month", period: monthName(part), ...part })),
    { by: "Whole period", period: "", ...total },
    ...weekdays.map(({ weekday, visits }) => ({ by: "Weekday", period: weekdayName(weekday), visits })),
    ...hours.map(({ hour, visits }) => ({ by: "Hour", period: hourName(hour), visits })),
  ]
  return lines.map(({ by, period, visits, clients = null, averageStay = null }) => ({
    by,
    period,
    visits,
    clients,
    averageStay,
  }))
}
