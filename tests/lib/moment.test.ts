import { expect, test } from "vitest"
import { readMoment } from "@/lib/core/moment"

const zone = "America/Los_Angeles"
const read = (text: string) => readMoment(text, zone).toISOString()

test("a moment is read by the centre's clock, or with its offset", () => {
  expect(read("2026-03-10 11:00")).toBe("2026-03-10T18:00:00.000Z")
  expect(read("2026-03-10T11:00:05.250")).toBe("2026-03-10T18:00:05.250Z")
  expect(read("2026-03-10T11:00:00-07:00")).toBe("2026-03-10T18:00:00.000Z")
  expect(read("2026-03-10 18:00Z")).toBe("2026-03-10T18:00:00.000Z")
})

test("a time that the clock shows twice or never, a day alone and anything else are refused", () => {
  for (const text of [
    "2026-11-01 01:30",
    "2026-03-08 02:30",
    "2026-03-10",
    "yesterday",
    "",
    "2026-02-30 10:00",
  ])
    expect(() => read(text), text).toThrow("is no moment")
  expect(read("2026-11-01T01:30-07:00")).toBe("2026-11-01T08:30:00.000Z")
})
