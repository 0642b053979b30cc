import { describe, expect, test } from "vitest"
import { PeriodInput, presets } from "../../../lib/reports/schema"

const presetsOn = (today: string) =>
  Object.fromEntries(presets(today).map(({ name, from, to }) => [name, [from, to]]))

describe("the periods that have a name", () => {
  test("on a leap day", () => {
    expect(presetsOn("2028-02-29")).toEqual({
      "This month": ["2028-02-01", "2028-02-29"],
      "Last month": ["2028-01-01", "2028-01-31"],
      "Last 3 months": ["2027-11-01", "2028-01-31"],
      "This year": ["2028-01-01", "2028-02-29"],
      "Last year": ["2027-01-01", "2027-12-31"],
    })
  })

  test("on the last of March and on New Year's Day", () => {
    expect(presetsOn("2027-03-31")["Last month"]).toEqual(["2027-02-01", "2027-02-28"])
    expect(presetsOn("2027-01-01")).toMatchObject({
      "This month": ["2027-01-01", "2027-01-01"],
      "Last month": ["2026-12-01", "2026-12-31"],
      "Last year": ["2026-01-01", "2026-12-31"],
    })
  })
})

describe("a period", () => {
  const faultsOf = (from: string, to: string) =>
    PeriodInput.safeParse({ from, to }).error?.issues.map(({ path, message }) => `${path}: ${message}`)

  test("is one day at least and five years at most, however they are written", () => {
    expect(PeriodInput.parse({ from: "2/29/2028", to: " 2028-02-29 " })).toEqual({
      from: "2028-02-29",
      to: "2028-02-29",
    })
    expect(faultsOf("2020-01-01", "2024-12-31")).toBeUndefined()
    expect(faultsOf("2020-01-01", "2025-01-01")).toEqual(["to: Choose at most 5 years."])
    expect(faultsOf("2026-03-02", "2026-03-01")).toEqual(["to: The last day must not lie before the first."])
  })

  test("has days that exist", () => {
    expect(faultsOf("2027-02-29", "x")).toEqual([
      "from: Enter a date such as 1/31/2026.",
      "to: Enter a date such as 1/31/2026.",
    ])
  })
})
