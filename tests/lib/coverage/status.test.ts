import { describe, expect, test } from "vitest"
import { coverageOn, type Period, stretches } from "../../../lib/coverage/status"
import { day, today } from "../../support/cast"

const plan = (code: string) => ({ code, name: code })
const period = (from: number, to: number, code = "unlimited"): Period => ({
  startsOn: day(from),
  endsOn: day(to),
  plan: plan(code),
})
const statusOf = (...periods: Period[]) => coverageOn(periods, today).status

describe("the days of memberships", () => {
  test("overlapping ones are one stretch", () => {
    expect(stretches([period(5, 20), period(0, 10)])).toEqual([{ startsOn: day(0), endsOn: day(20) }])
  })

  test("one that starts the day after another ends continues it", () => {
    expect(stretches([period(0, 10), period(11, 20)])).toEqual([{ startsOn: day(0), endsOn: day(20) }])
  })

  test("a single day between two leaves two stretches", () => {
    expect(stretches([period(0, 10), period(12, 20)])).toHaveLength(2)
  })

  test("one that lies within another adds nothing", () => {
    expect(stretches([period(0, 30), period(5, 10), period(11, 12)])).toEqual([
      { startsOn: day(0), endsOn: day(30) },
    ])
  })

  test("joining leaves the memberships as they were", () => {
    const given = [period(0, 10), period(5, 20)]
    stretches(given)
    expect(given).toEqual([period(0, 10), period(5, 20)])
  })
})

describe("status", () => {
  test("is none without memberships", () => {
    expect(coverageOn([], today)).toEqual({ status: "none", plan: null, startsOn: null, endsOn: null })
  })

  test.each([
    ["ends today", 0, "expiring"],
    ["ends in 30 days", 30, "expiring"],
    ["ends in 31 days", 31, "active"],
    ["ended yesterday", -1, "expired"],
  ] as const)("of coverage that %s", (_, last, status) => {
    expect(statusOf(period(-60, last))).toBe(status)
  })

  test.each([
    ["starts today", 0, "active"],
    ["starts tomorrow", 1, "pending"],
  ] as const)("of coverage that %s", (_, first, status) => {
    expect(statusOf(period(first, 200))).toBe(status)
  })

  test("of a day pass counts on its one day only", () => {
    expect(statusOf(period(0, 0))).toBe("expiring")
    expect(statusOf(period(-1, -1))).toBe("expired")
    expect(statusOf(period(1, 1))).toBe("pending")
  })

  test("is active when the renewal continues a membership that ends soon", () => {
    expect(statusOf(period(-60, 5), period(6, 100))).toBe("active")
  })

  test("is expiring when there is a day off before the renewal", () => {
    expect(statusOf(period(-60, 5), period(7, 100))).toBe("expiring")
  })

  test("between an old and a later membership is expired, and tells when the old one ended", () => {
    expect(coverageOn([period(-60, -10), period(10, 90)], today)).toMatchObject({
      status: "expired",
      endsOn: day(-10),
    })
  })

  test("tells the first and last day of the whole stretch", () => {
    expect(coverageOn([period(-60, 5), period(3, 100)], today)).toMatchObject({
      startsOn: day(-60),
      endsOn: day(100),
    })
  })
})

describe("the plan shown", () => {
  test("is the one that holds today, the longest of several", () => {
    const given = [period(-60, 5, "student"), period(0, 0, "day_pass"), period(6, 90, "unlimited")]
    expect(coverageOn(given, today).plan).toEqual(plan("student"))
  })

  test("of an expired client is the last one they had", () => {
    const given = [period(-60, -31, "student"), period(-30, -3, "unlimited")]
    expect(coverageOn(given, today).plan).toEqual(plan("unlimited"))
  })

  test("of a pending client is the one that comes first", () => {
    expect(coverageOn([period(40, 90, "student"), period(10, 20)], today).plan).toEqual(plan("unlimited"))
  })
})
