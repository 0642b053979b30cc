import { execFileSync } from "node:child_process"
import { getCountries, getExampleNumber } from "libphonenumber-js"
import examples from "libphonenumber-js/mobile/examples"
import { describe, expect, test } from "vitest"
import { phoneNumber } from "../../../lib/core/fields"
import { count, formatDate, formatDaysAgo } from "../../../lib/core/format"
import { formatExactly, formatMoment } from "../../../lib/core/format-moment"
import { formatPhone } from "../../../lib/core/format-phone"
import { inMinutes, now, timeZone } from "../../support/cast"

describe("a date is the same day", () => {
  test.each(["America/Los_Angeles", "Etc/GMT+8", "Asia/Tokyo", "Pacific/Kiritimati"])(
    "for a machine in %s",
    (zone) => {
      const program = `import { formatDate } from "./lib/core/format"
      import { dateIn, addDays } from "./lib/core/clock"
      console.log(new Date(0).getTimezoneOffset(), formatDate("2026-12-31"), addDays("2026-03-08", 1),
        dateIn(new Date("2026-03-10T06:59:59Z"), "America/Los_Angeles"))`
      const shown = execFileSync(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "-e", program],
        {
          env: { ...process.env, TZ: zone },
          encoding: "utf8",
        },
      )
      expect(shown.trim().split(" ").slice(1)).toEqual(["12/31/2026", "2026-03-09", "2026-03-09"])
    },
  )
})

test("dates are US style without leading zeros", () => {
  expect([formatDate("2026-12-31"), formatDate("2026-01-05")]).toEqual(["12/31/2026", "1/5/2026"])
})

test("moments are told as at the desk", () => {
  const told = [0, -11 * 60, -11 * 60 - 1, -8 * 24 * 60, -90 * 24 * 60].map((minutes) =>
    formatMoment(inMinutes(minutes), now, timeZone),
  )
  expect(told).toEqual(["Today 11:00 AM", "Today 12:00 AM", "Yesterday 11:59 PM", "Mar 2", "12/10/2025"])
  expect(formatExactly(now, timeZone)).toBe("3/10/2026, 11:00 AM")
})

test("days and counts are told in words", () => {
  expect([0, 1, 9].map(formatDaysAgo)).toEqual(["Today", "Yesterday", "9 days ago"])
  expect([count(1, "day"), count(0, "day"), count(1200, "visit")]).toEqual([
    "1 day",
    "0 days",
    "1,200 visits",
  ])
})

test("phone numbers are shown as people write them", () => {
  expect(formatPhone("+16615550123")).toBe("(661) 555-0123")
  expect(formatPhone("+525512345678")).toBe("+52 55 1234 5678")
  expect(formatPhone("what is this")).toBe("what is this")
})

test("a phone number of any country is read from how it is shown", () => {
  const numbers = getCountries().map((country) => getExampleNumber(country, examples)?.number)
  expect(numbers.map((number) => phoneNumber.parse(formatPhone(String(number))))).toEqual(numbers)
})
