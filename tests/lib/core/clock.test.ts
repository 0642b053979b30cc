import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, dateIn, daysBetween, endOfNext, lastDayOf, startOfDay } from "../../../lib/core/clock"

const moments = fc.date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"))

test("every moment lies on its day, from the start of that day to the start of the next", () => {
  fc.assert(
    fc.property(moments, zones, (moment, zone) => {
      const date = dateIn(moment, zone)
      expect(startOfDay(date, zone).getTime()).toBeLessThanOrEqual(moment.getTime())
      expect(startOfDay(addDays(date, 1), zone).getTime()).toBeGreaterThan(moment.getTime())
      expect(dateIn(startOfDay(date, zone), zone)).toBe(date)
    }),
  )
})

test("days are added and counted alike", () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -4000, max: 4000 }), (moment, days) => {
      const date = dateIn(moment, "UTC")
      expect(daysBetween(date, addDays(date, days))).toBe(days)
    }),
  )
})

test("days around a change of the clocks are days like any other", () => {
  expect(startOfDay("2026-03-08", "America/Los_Angeles").toISOString()).toBe("2026-03-08T08:00:00.000Z")
  expect(startOfDay("2026-03-09", "America/Los_Angeles").toISOString()).toBe("2026-03-09T07:00:00.000Z")
  expect(daysBetween("2026-03-07", "2026-03-09")).toBe(2)
})

test("a term counts its first and its last day", () => {
  expect(lastDayOf("2026-01-31", 1, "months")).toBe("2026-02-28")
  expect(lastDayOf("2026-01-29", 1, "months")).toBe("2026-02-28")
  expect(lastDayOf("2026-01-28", 1, "months")).toBe("2026-02-27")
  expect(lastDayOf("2028-02-29", 12, "months")).toBe("2029-02-28")
  expect(lastDayOf("2026-03-10", 12, "months")).toBe("2027-03-09")
  expect(lastDayOf("2026-03-10", 1, "days")).toBe("2026-03-10")
})

test.each([
  ["2026-01-01", "2026-12-31", "2027-12-31"],
  ["2027-01-01", "2027-12-31", "2028-12-31"],
  ["2027-07-01", "2028-06-30", "2029-06-30"],
  ["2026-01-01", "2026-01-31", "2026-02-28"],
  ["2028-02-01", "2028-02-29", "2028-03-31"],
  ["2026-03-10", "2026-03-10", "2026-03-11"],
  ["2026-03-01", "2026-03-14", "2026-03-28"],
  ["2026-01-01", "2026-04-14", "2026-07-27"],
])("after a term from %s to %s, one as long ends on %s", (startsOn, endsOn, next) => {
  expect(endOfNext(startsOn, endsOn)).toBe(next)
})
