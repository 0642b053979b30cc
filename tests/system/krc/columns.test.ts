import { expect, test } from "vitest"
import { chooseColumns, tableNames, tables } from "../../../lib/krc/columns"
import { dayOf, momentOf } from "../../../lib/krc/times"

/** Every table with the first name of every column. */
const likeliest = () =>
  new Map<string, string[]>(
    tableNames.map((table) => [table, Object.values(tables[table].fields).flatMap(([name]) => name ?? [])]),
  )

test("a likelier name goes before another, and what nobody asks for is told", () => {
  const found = likeliest()
  found.set("memberships", ["id", "client_id", "plan", "plan_type", "start_date", "end_date", "colour"])
  const { columns, ignored, missing } = chooseColumns(found)
  expect(missing).toEqual([])
  expect(columns.memberships.get("plan")).toBe("plan")
  expect(ignored.memberships).toEqual(["plan_type", "colour"])
})

test("everything that is missing is named at once", () => {
  const found = likeliest()
  found.delete("consents")
  found.set("clients", ["id", "first_name"])
  found.set("client_tags", ["client_id"])
  expect(chooseColumns(found).missing).toEqual([
    "The table clients has no column last_name or lastname or surname or family_name or full_name or name or display_name.",
    "The table clients has no column pos_number or uci_number or uci.",
    "The table client_tags has no column tag_id or tag.",
    "There is no table consents.",
  ])
})

test("no column with a password is ever asked for", () => {
  const names = tableNames.flatMap((table) => Object.values(tables[table].fields).flat())
  expect(names.filter((name) => /pass|hash|secret|token/.test(name))).toEqual([])
})

const zone = "America/Los_Angeles"

test.each([
  ["2026-03-08 01:59:59", "UTC", "2026-03-08T01:59:59.000Z"],
  ["2026-03-08 09:59:59.123456+00", zone, "2026-03-08T09:59:59.123Z"],
  ["2026-03-08T15:29:59+0530", zone, "2026-03-08T09:59:59.000Z"],
  ["2026-03-08 01:59:59", zone, "2026-03-08T09:59:59.000Z"],
  ["2026-03-08 02:30:00", zone, "2026-03-08T10:30:00.000Z"],
  ["2026-03-08 03:00:00", zone, "2026-03-08T10:00:00.000Z"],
  ["2026-11-01 01:30:00", zone, "2026-11-01T08:30:00.000Z"],
  ["2026-11-01 02:30:00", zone, "2026-11-01T10:30:00.000Z"],
  ["2026-03-08", zone, "2026-03-08T08:00:00.000Z"],
  ["2026-02-30 10:00", "UTC", undefined],
  ["2026-02-30 10:00", zone, undefined],
  ["infinity", zone, undefined],
  ["0001-01-01 00:00:00", "UTC", undefined],
  ["10000-01-01 00:00:00", "UTC", undefined],
  ["yesterday", zone, undefined],
])("%s, written by the clock of %s, is %s", (text, writtenIn, moment) => {
  expect(momentOf(text, writtenIn)?.toISOString()).toBe(moment)
})

test("of a time that the clock showed twice the later can be had", () => {
  expect(momentOf("2026-11-01 01:30:00", zone, "later")?.toISOString()).toBe("2026-11-01T09:30:00.000Z")
})

test.each([
  ["2026-03-01", "2026-03-01"],
  ["2026-03-01 00:00:00", "2026-03-01"],
  ["2026-03-01 00:00:00+00", "2026-02-28"],
  ["2026-03-01 08:00:00", "2026-03-01"],
  ["2026-03-01 07:59:59", "2026-02-28"],
  ["3/1/2026", "3/1/2026"],
])("%s is the day %s", (text, day) => {
  expect(dayOf(text, "UTC", zone)).toBe(day)
})
