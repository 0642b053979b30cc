import { expect, test } from "vitest"
import { readCell, readDay, readUci, saysNothing } from "../../../lib/imports/cells"

const today = "2026-12-01"

test.each([
  ["5/14/98", "1998-05-14"],
  ["5/14/24", "2024-05-14"],
  ["5/14/27", "1927-05-14"],
  ["05-14-1998", "1998-05-14"],
  ["1998-5-14", "1998-05-14"],
  ["1998/05/14", "1998-05-14"],
  ["May 14, 1998", "1998-05-14"],
  ["14-May-98", "1998-05-14"],
  ["14 May 1998", "1998-05-14"],
  ["1998-05-14T00:00:00.000Z", "1998-05-14"],
  ["1998-05-14 00:00:00", "1998-05-14"],
  ["5/14/1998 12:00:00 AM", "1998-05-14"],
  ["35929", "1998-05-14"],
  ["05141998", "1998-05-14"],
  ["19980514", "1998-05-14"],
  ["5/14", null],
  ["1998", null],
  ["14/05/1998", null],
  ["05.06.1998", null],
  ["2/30/1998", null],
  ["--07-22", null],
])("the day %s is %s", (cell, day) => {
  expect(readDay(cell, today)).toBe(day)
})

test.each([
  ["1234567.0", "1234567"],
  ["1,234,567", "1234567"],
  ["UCI 1234567", "1234567"],
  ["UCI# 1234567", "1234567"],
  ["#1234568", "1234568"],
  ["0012345", "0012345"],
  ["A012347", "A012347"],
  ["NOVA12", "NOVA12"],
  ["1.234567E+06", "1234567"],
  ["1.23E+06", null],
])("the UCI number %s is %s", (cell, uci) => {
  expect(readUci(cell)).toBe(uci)
})

test.each([
  ['="0012345"', "0012345"],
  ["O&#039;Brien", "O'Brien"],
  ["R&amp;D", "R&D"],
  ["https://x.test/?a=1&copy=2", "https://x.test/?a=1&copy=2"],
  ["\u200e5\u200e/14/1998", "5/14/1998"],
  ["'+16615550101", "+16615550101"],
])("the cell %s says %s", (cell, text) => {
  expect(readCell(cell)).toEqual({ text, lost: false })
})

test("what a spreadsheet lost is blank, and that is told", () => {
  for (const cell of ["#N/A", "#REF!", "#NAME?", "#DIV/0!"])
    expect(readCell(cell)).toEqual({ text: "", lost: true })
})

test("words for nothing are nothing, and what looks like them is something", () => {
  const nothing = [
    "N/A",
    "na",
    "none",
    "-",
    "—",
    "?",
    "unknown",
    "0",
    "0/0/00",
    "0000-00-00",
    "0/0/0000 00:00:00",
  ]
  expect(nothing.filter((cell) => !saysNothing(cell))).toEqual([])
  const something = ["Nora", "None Such", "00123", "10", "no-one", "n/a since May"]
  expect(something.filter(saysNothing)).toEqual([])
})
