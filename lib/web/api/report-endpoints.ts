import { attendanceByMonth } from "../../reports/attendance"
import { clientsBy } from "../../reports/clients-by"
import { membershipsOverTime } from "../../reports/memberships-over-time"
import { stats } from "../../reports/stats"
import { endpoint } from "./endpoint"
import {
  AttendanceResource,
  attendanceResource,
  ClientsByResource,
  clientsByResource,
  MembershipsOverTimeResource,
  membershipsOverTimeResource,
  StatsResource,
} from "./report-resources"

/** The endpoints for the numbers of the dashboard and the reports. */
export const reportEndpoints = {
  getStats: endpoint({
    method: "GET",
    path: "/stats",
    summary: "The numbers of the dashboard, for today in the center's time zone",
    run: stats,
    answer: StatsResource,
    present: ({ clientsByStatus, notSeen, checkedInToday, hereNow }) => ({
      clients: clientsByStatus,
      not_seen_for_30_days: notSeen,
      checked_in_today: checkedInToday,
      here_now: hereNow,
    }),
  }),
  getAttendance: endpoint({
    method: "GET",
    path: "/reports/attendance",
    summary:
      "Visits of the center's days from `from` to `to`: by month, in all, by hour and by weekday (1 is Monday)",
    run: attendanceByMonth,
    answer: AttendanceResource,
    present: attendanceResource,
  }),
  getMembershipsOverTime: endpoint({
    method: "GET",
    path: "/reports/memberships",
    summary: "Clients covered at each month's end, and memberships begun, renewed and ended in the month",
    run: membershipsOverTime,
    answer: MembershipsOverTimeResource,
    present: membershipsOverTimeResource,
  }),
  getClientsBy: endpoint({
    method: "GET",
    path: "/reports/clients",
    summary: "How many clients, covered today or all, have each language, service coordinator or plan",
    run: clientsBy,
    answer: ClientsByResource,
    present: clientsByResource,
  }),
}
