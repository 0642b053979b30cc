import { z } from "zod"
import type { Attendance, AttendanceReport } from "../../reports/attendance"
import type { Group } from "../../reports/clients-by"
import type { MembershipMonth } from "../../reports/memberships-over-time"
import type { MonthPart } from "../../reports/months"

export const StatsResource = z
  .strictObject({
    clients: z.strictObject({
      all: z.int(),
      active: z.int(),
      expiring: z.int(),
      expired: z.int(),
      none: z.int(),
      pending: z.int(),
    }),
    not_seen_for_30_days: z.int(),
    checked_in_today: z.int(),
    here_now: z.int(),
  })
  .meta({ id: "Stats" })

const attended = {
  visits: z.int(),
  clients: z.int(),
  average_stay_minutes: z.int().nullable(),
}

const monthPart = { month: z.string(), from: z.iso.date(), to: z.iso.date() }

export const AttendanceResource = z
  .strictObject({
    total: z.strictObject(attended),
    months: z.array(z.strictObject({ ...monthPart, ...attended })),
    hours: z.array(z.strictObject({ hour: z.int(), visits: z.int() })),
    weekdays: z.array(z.strictObject({ weekday: z.int(), visits: z.int() })),
  })
  .meta({ id: "Attendance" })

/** Attendance as the API shows it. */
export function attendanceResource({
  total,
  months,
  hours,
  weekdays,
}: AttendanceReport): z.output<typeof AttendanceResource> {
  return {
    total: attendedResource(total),
    months: months.map((part) => ({ ...monthResource(part), ...attendedResource(part) })),
    hours,
    weekdays,
  }
}

export const MembershipsOverTimeResource = z
  .strictObject({
    months: z.array(
      z.strictObject({
        ...monthPart,
        clients_covered: z.int(),
        begun: z.int(),
        renewed: z.int(),
        ended: z.int(),
      }),
    ),
  })
  .meta({ id: "MembershipsOverTime" })

/** Memberships over time as the API shows them. */
export function membershipsOverTimeResource(
  months: MembershipMonth[],
): z.output<typeof MembershipsOverTimeResource> {
  return {
    months: months.map(({ covered, begun, renewed, ended, ...part }) => ({
      ...monthResource(part),
      clients_covered: covered,
      begun,
      renewed,
      ended,
    })),
  }
}

export const ClientsByResource = z
  .strictObject({ groups: z.array(z.strictObject({ name: z.string().nullable(), clients: z.int() })) })
  .meta({ id: "ClientsBy" })

/** Clients by language, coordinator or plan as the API shows them. */
export function clientsByResource(groups: Group[]): z.output<typeof ClientsByResource> {
  return { groups: groups.map(({ name, clients }) => ({ name, clients })) }
}

const monthResource = ({ month, from, to }: MonthPart) => ({ month, from, to })

const attendedResource = ({ visits, clients, averageStay }: Attendance) => ({
  visits,
  clients,
  average_stay_minutes: averageStay,
})
