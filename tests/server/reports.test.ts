import { beforeAll, expect, test } from "vitest"
import { expectProblem } from "./api"
import { sharedCentre } from "./centre"

const { adminKey, staffKey, sql } = sharedCentre()
beforeAll(async () => {
  const { id } = await adminKey.addClient({ language: "Spanish" })
  await adminKey.post(`/clients/${id}/memberships`, {
    plan_code: "unlimited",
    starts_on: "2026-01-10",
    ends_on: "2026-03-09",
  })
  const { body: visit } = await adminKey.checkIn(id)
  // 23:30 on the last of January at the centre, where it is February already in UTC.
  await sql`update check_ins set checked_in_at = '2026-02-01T07:30:00Z', checked_out_at = '2026-02-01T09:00:00Z' where id = ${visit.id}`
})

test("attendance is told by month, hour and weekday of the centre", async () => {
  const { status, body } = await staffKey.get("/reports/attendance?from=2026-01-20&to=2026-02-28")
  expect(status).toBe(200)
  const once = { visits: 1, clients: 1, average_stay_minutes: 90 }
  expect(body.total).toEqual(once)
  expect(body.months).toEqual([
    { month: "2026-01", from: "2026-01-20", to: "2026-01-31", ...once },
    {
      month: "2026-02",
      from: "2026-02-01",
      to: "2026-02-28",
      visits: 0,
      clients: 0,
      average_stay_minutes: null,
    },
  ])
  expect(body.hours[23]).toEqual({ hour: 23, visits: 1 })
  expect(body.weekdays[5]).toEqual({ weekday: 6, visits: 1 })
})

test("memberships are told at each month's end", async () => {
  const { body } = await staffKey.get("/reports/memberships?from=2026-01-01&to=2026-03-31")
  expect(body.months).toEqual([
    {
      month: "2026-01",
      from: "2026-01-01",
      to: "2026-01-31",
      clients_covered: 1,
      begun: 1,
      renewed: 0,
      ended: 0,
    },
    {
      month: "2026-02",
      from: "2026-02-01",
      to: "2026-02-28",
      clients_covered: 1,
      begun: 0,
      renewed: 0,
      ended: 0,
    },
    {
      month: "2026-03",
      from: "2026-03-01",
      to: "2026-03-31",
      clients_covered: 0,
      begun: 0,
      renewed: 0,
      ended: 1,
    },
  ])
})

test("clients are told by group", async () => {
  const { body } = await staffKey.get("/reports/clients?by=language&covered=all")
  expect(body).toEqual({ groups: [{ name: "Spanish", clients: 1 }] })
  expect((await staffKey.get("/reports/clients?by=plan&covered=today")).status).toBe(200)
})

test.each([
  ["/reports/attendance", ["from", "to"]],
  ["/reports/attendance?from=2026-02-30&to=2026-03-01", ["from"]],
  ["/reports/attendance?from=2026-03-02&to=2026-03-01", ["to"]],
  ["/reports/memberships?from=2020-01-01&to=2025-01-01", ["to"]],
  ["/reports/clients?by=shoe_size", ["by"]],
  ["/reports/clients?by=plan&covered=maybe", ["covered"]],
  ["/reports/clients?by=plan&from=2026-01-01", ["from"]],
])("%s is refused, naming the fault", async (path, fields) => {
  const answer = await staffKey.get(path)
  expectProblem(answer, 422)
  expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields)
})

test("five years to the day are not too many", async () => {
  expect((await staffKey.get("/reports/attendance?from=2020-01-01&to=2024-12-31")).status).toBe(200)
})
