import { describe, expect, test } from "vitest"
import { coverageOn } from "../../../lib/coverage/status"
import { checkInWarning, expiryInWords, turnInWords } from "../../../lib/coverage/words"
import { day, today } from "../../support/cast"

const plan = { code: "unlimited", name: "Unlimited" }
const from = (first: number, last: number) =>
  coverageOn([{ startsOn: day(first), endsOn: day(last), plan }], today)
const nothing = coverageOn([], today)

describe("the expiry column says", () => {
  test.each([
    ["Ends today", from(-9, 0)],
    ["1 day left", from(-9, 1)],
    ["12 days left", from(-9, 12)],
    ["Expired yesterday", from(-9, -1)],
    ["Expired 3 days ago", from(-9, -3)],
    ["Starts 3/20/2026", from(10, 90)],
    ["—", nothing],
  ])("%s", (words, coverage) => {
    expect(expiryInWords(coverage, today)).toBe(words)
  })
})

describe("at check-in the desk is told", () => {
  test("nothing about an active client", () => {
    expect(checkInWarning(from(-9, 31), today)).toBeNull()
  })

  test("when coverage ends", () => {
    expect(checkInWarning(from(-9, 0), today)).toMatch(/^Coverage ends today: /)
    expect(checkInWarning(from(-9, 1), today)).toMatch(/^Coverage ends in 1 day: /)
    expect(checkInWarning(from(-9, 30), today)).toMatch(/^Coverage ends in 30 days: /)
  })

  test("when coverage ended", () => {
    expect(checkInWarning(from(-9, -1), today)).toMatch(/^Coverage ended 1 day ago: welcome today, /)
  })

  test("that there is none yet", () => {
    expect(checkInWarning(from(10, 90), today)).toMatch(/^Coverage starts on 3\/20\/2026: welcome today/)
    expect(checkInWarning(nothing, today)).toMatch(/^No membership on file: welcome today/)
  })
})

test.each([
  ["expiring", 0, "Ends today"],
  ["expiring", 1, "1 day left"],
  ["expired", -1, "Expired yesterday"],
  ["expired", -3, "Expired 3 days ago"],
  ["pending", 1, "Starts tomorrow"],
  ["pending", 10, "Starts in 10 days"],
] as const)("beside the day itself, %s with %i days says: %s", (status, days, words) => {
  expect(turnInWords(status, day(days), today)).toBe(words)
})
