import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { z } from "zod"
import {
  calendarDate,
  emailAddress,
  multiline,
  optionalDate,
  optionalEmail,
  optionalPhone,
  optionalText,
  pageLimit,
  phoneNumber,
  requiredText,
} from "../../../lib/core/fields"

const read = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : "refused"
}

describe("a date", () => {
  test.each([
    ["2026-01-31", "2026-01-31"],
    ["1/31/2026", "2026-01-31"],
    ["01/31/2026", "2026-01-31"],
    [" 12/1/2026 ", "2026-12-01"],
    ["2/29/2024", "2024-02-29"],
    ["1900-01-01", "1900-01-01"],
    ["12/31/2199", "2199-12-31"],
  ])("typed as %s is understood", (typed, date) => {
    expect(read(calendarDate, typed)).toBe(date)
  })

  test.each([
    "2/29/2026",
    "2026-02-30",
    "13/1/2026",
    "0/1/2026",
    "1/31/26",
    "31.1.2026",
    "2026-1-31",
    "2026-01-31T00:00:00Z",
    "20260131",
    "1899-12-31",
    "2200-01-01",
    "+002026-01-31",
    "-000001-01-01",
    "infinity",
    "today",
    "",
    "2026-01-31\0",
    20260131,
    null,
    {},
    "١/٣١/٢٠٢٦",
  ])("%j is refused", (typed) => {
    expect(read(calendarDate, typed)).toBe("refused")
  })
})

describe("a phone number", () => {
  test.each([
    "+16615550123",
    "6615550123",
    "16615550123",
    "(661) 555-0123",
    "661.555.0123",
    "661 555 0123",
    "1-661-555-0123",
    "+1 (661) 555-0123",
    " 661-555-0123 ",
  ])("written as %s is one of the United States", (typed) => {
    expect(read(phoneNumber, typed)).toBe("+16615550123")
  })

  test("of another country keeps its country", () => {
    // A number of the United States with a plus and without its 1.
    expect(read(phoneNumber, "+661 555 0123")).toBe("+16615550123")
    expect(read(phoneNumber, "+52 55 1234 5678")).toBe("+525512345678")
  })

  test.each([
    "555-0123",
    "12",
    "call me",
    "661-555-0123 x5",
    "+999 123456",
    "",
    "1".repeat(100_000),
    6615550123,
    "\0",
  ])("%# is refused", (typed) => {
    expect(read(phoneNumber, typed)).toBe("refused")
  })
})

describe("an e-mail address", () => {
  test("is kept in lower case without outer space", () => {
    expect(read(emailAddress, " Ana.Reyes+bec@Example.ORG ")).toBe("ana.reyes+bec@example.org")
  })

  test.each([
    "ana",
    "ana@",
    "@example.org",
    "a b@example.org",
    "a@b@c.org",
    `${"a".repeat(255)}@b.org`,
    "",
    7,
    null,
  ])("%# is refused", (typed) => {
    expect(read(emailAddress, typed)).toBe("refused")
  })
})

describe("an optional field", () => {
  test.each([
    ["text", optionalText(10)],
    ["date", optionalDate],
    ["e-mail", optionalEmail],
    ["phone", optionalPhone],
  ])("for %s is null when it is blank", (_, schema) => {
    for (const blank of ["", "  ", "\t\r\n", "\u00a0", null]) expect(read(schema, blank)).toBeNull()
    for (const bad of ["\0", "\ud800", 7, {}, []]) expect(read(schema, bad)).toBe("refused")
  })
})

describe("text", () => {
  test("is measured in characters, not in bytes or halves of emoji", () => {
    expect(read(requiredText(3), "🎮🎮🎮")).toBe("🎮🎮🎮")
    expect(read(requiredText(3), "🎮🎮🎮🎮")).toBe("refused")
    expect(read(requiredText(3), "   abc   ")).toBe("abc")
  })

  test("of several lines keeps them, with plain line ends", () => {
    expect(read(multiline(20), " one\r\n\r\ntwo\nthree ")).toBe("one\n\ntwo\nthree")
  })

  test("that is accepted can always be stored, and is never longer than allowed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (typed) => {
        const kept = read(requiredText(8), typed)
        expect(kept).not.toMatch(/\0/)
        expect((kept as string).isWellFormed()).toBe(true)
        expect([...(kept as string)].length).toBeLessThanOrEqual(8)
      }),
    )
  })
})

test("a list has 1 to 100 rows, 50 unless said", () => {
  expect(["7", 100, undefined].map((limit) => read(pageLimit, limit))).toEqual([7, 100, 50])
  expect(["0", "101", "", "x", "1.5", null].map((limit) => read(pageLimit, limit))).toEqual(
    Array(6).fill("refused"),
  )
})
